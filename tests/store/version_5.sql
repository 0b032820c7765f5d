-- A project file of format version 5, as it was: no emergency numbers of the office's own.
PRAGMA application_id = 1196444487;
PRAGMA user_version = 10300;
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY,
  organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT
  NULL, description TEXT);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL,
  identifier TEXT UNIQUE, description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT
  (strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE,
  srs_id INTEGER, CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES
  gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT
  NULL, CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT
  uk_gc_table_name UNIQUE (table_name), CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES
  gpkg_contents(table_name), CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES
  gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_extensions (
  table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL,
  definition TEXT NOT NULL, scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name,
  column_name, extension_name));
CREATE TABLE gridmap_meta (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL);
CREATE TABLE "project" ("fid" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "uuid" TEXT UNIQUE,
  "tags" TEXT NOT NULL DEFAULT '[]', "name" TEXT NOT NULL DEFAULT '', "code" TEXT NOT NULL
  DEFAULT '', "epsg" INTEGER, "created" DATE, "issuer" TEXT NOT NULL DEFAULT '',
  "grid_code_template" TEXT NOT NULL DEFAULT '{village}{serial:03d}', "categories_on" TEXT NOT
  NULL DEFAULT '[]', "category_rules" TEXT NOT NULL DEFAULT '[]');
CREATE TABLE "townships" ("fid" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "uuid" TEXT UNIQUE,
  "tags" TEXT NOT NULL DEFAULT '[]', "name" TEXT NOT NULL DEFAULT '', "code" TEXT NOT NULL
  DEFAULT '', "geom" MULTIPOLYGON);
CREATE TABLE "villages" ("fid" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "uuid" TEXT UNIQUE,
  "tags" TEXT NOT NULL DEFAULT '[]', "name" TEXT NOT NULL DEFAULT '', "code" TEXT NOT NULL
  DEFAULT '', "township" TEXT, "geom" MULTIPOLYGON);
CREATE TABLE "villager_groups" ("fid" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "uuid" TEXT
  UNIQUE, "tags" TEXT NOT NULL DEFAULT '[]', "name" TEXT NOT NULL DEFAULT '', "village" TEXT NOT
  NULL DEFAULT '', "number" INTEGER NOT NULL DEFAULT 0, "geom" MULTIPOLYGON);
CREATE TABLE "grids" ("fid" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "uuid" TEXT UNIQUE,
  "tags" TEXT NOT NULL DEFAULT '[]', "name" TEXT NOT NULL DEFAULT '', "village" TEXT NOT NULL
  DEFAULT '', "code" TEXT NOT NULL DEFAULT '', "geom" MULTIPOLYGON);
CREATE TABLE "officers" ("fid" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "uuid" TEXT UNIQUE,
  "tags" TEXT NOT NULL DEFAULT '[]', "name" TEXT NOT NULL DEFAULT '', "post" TEXT NOT NULL
  DEFAULT '', "phone" TEXT NOT NULL DEFAULT '', "organisation" TEXT NOT NULL DEFAULT '');
CREATE TABLE "duties" ("fid" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "uuid" TEXT UNIQUE,
  "tags" TEXT NOT NULL DEFAULT '[]', "role" TEXT NOT NULL DEFAULT '', "scope" TEXT NOT NULL
  DEFAULT '', "officer" TEXT, "deputy" TEXT, "valid_from" DATE, "valid_to" DATE);
CREATE TABLE "areas" ("fid" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "uuid" TEXT UNIQUE,
  "tags" TEXT NOT NULL DEFAULT '[]', "area_kind" TEXT NOT NULL DEFAULT '', "name" TEXT NOT NULL
  DEFAULT '', "geom" MULTIPOLYGON);
CREATE TABLE "lines" ("fid" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "uuid" TEXT UNIQUE,
  "tags" TEXT NOT NULL DEFAULT '[]', "line_kind" TEXT NOT NULL DEFAULT '', "name" TEXT NOT NULL
  DEFAULT '', "width_m" DOUBLE, "geom" MULTILINESTRING);
CREATE TABLE "places" ("fid" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "uuid" TEXT UNIQUE,
  "tags" TEXT NOT NULL DEFAULT '[]', "place_kind" TEXT NOT NULL DEFAULT '', "name" TEXT NOT NULL
  DEFAULT '', "village" TEXT, "contact" TEXT NOT NULL DEFAULT '', "phone" TEXT NOT NULL DEFAULT
  '', "capacity" INTEGER, "note" TEXT NOT NULL DEFAULT '', "geom" POINT);
CREATE TABLE "households" ("fid" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "uuid" TEXT UNIQUE,
  "tags" TEXT NOT NULL DEFAULT '[]', "village" TEXT, "villager_group" TEXT, "grid_override" TEXT,
  "grid_override_reason" TEXT NOT NULL DEFAULT '', "number" TEXT NOT NULL DEFAULT '', "door" TEXT
  NOT NULL DEFAULT '', "head" TEXT NOT NULL DEFAULT '', "pinyin" TEXT NOT NULL DEFAULT '',
  "registered" INTEGER, "living" INTEGER, "status" TEXT NOT NULL DEFAULT 'occupied',
  "access_note" TEXT NOT NULL DEFAULT '', "phone" TEXT NOT NULL DEFAULT '', "located_by" TEXT NOT
  NULL DEFAULT '', "verified_by" TEXT NOT NULL DEFAULT '', "verified_on" DATE, "geom" POINT, "accuracy_m" DOUBLE, "located_on" DATE);
CREATE TABLE "care_records" ("fid" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "uuid" TEXT
  UNIQUE, "tags" TEXT NOT NULL DEFAULT '[]', "household" TEXT NOT NULL DEFAULT '', "person" TEXT
  NOT NULL DEFAULT '', "category" TEXT NOT NULL DEFAULT '', "birth_year" INTEGER, "need" TEXT NOT
  NULL DEFAULT '', "help_wanted" TEXT NOT NULL DEFAULT '', "helper" TEXT NOT NULL DEFAULT '',
  "leader" TEXT, "officer" TEXT, "measures" TEXT NOT NULL DEFAULT '[]', "visit_days" INTEGER,
  "basis" TEXT NOT NULL DEFAULT '', "notice_on" DATE, "consent_on" DATE, "start_date" DATE,
  "review_by" DATE, "end_date" DATE, "end_reason" TEXT NOT NULL DEFAULT '', "deputy" TEXT, "helper_household" TEXT, "deputy_helper" TEXT NOT NULL DEFAULT '', "route" TEXT NOT NULL DEFAULT '', "shelter" TEXT, "drill_on" DATE);
CREATE TABLE "visits" ("fid" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "uuid" TEXT UNIQUE,
  "tags" TEXT NOT NULL DEFAULT '[]', "record" TEXT NOT NULL DEFAULT '', "day" DATE, "officer"
  TEXT, "way" TEXT NOT NULL DEFAULT 'home', "result" TEXT NOT NULL DEFAULT 'ok', "referral" TEXT
  NOT NULL DEFAULT '', "next_day" DATE, "note" TEXT NOT NULL DEFAULT '');
CREATE TABLE gpkg_data_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT,
  mime_type TEXT, constraint_name TEXT,
  CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
  CONSTRAINT gdc_tn UNIQUE (table_name, name));
CREATE TABLE gpkg_data_column_constraints (
  constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT, min NUMERIC,
  min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,
  CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value));
CREATE TABLE notes ("fid" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "uuid" TEXT UNIQUE, "tags" TEXT NOT NULL DEFAULT '[]', "text" TEXT NOT NULL DEFAULT '', "geom" POINT);
CREATE TABLE change_log (seq INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, time TEXT NOT NULL, author TEXT NOT NULL, title TEXT NOT NULL, act TEXT NOT NULL, target INTEGER NOT NULL, count INTEGER NOT NULL, payload BLOB);
INSERT INTO "gpkg_spatial_ref_sys" VALUES('Undefined Cartesian SRS',-1,'NONE',-1,'undefined','local plane in metres');
INSERT INTO "gpkg_spatial_ref_sys" VALUES('Undefined geographic SRS',0,'NONE',0,'undefined','undefined geographic system');
INSERT INTO "gpkg_spatial_ref_sys" VALUES('WGS 84',4326,'EPSG',4326,'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]',NULL);
INSERT INTO "gpkg_spatial_ref_sys" VALUES('CGCS2000 / 3-degree Gauss-Kruger CM 105E',4544,'EPSG',4544,'PROJCS["CGCS2000 / 3-degree Gauss-Kruger CM 105E",GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101,AUTHORITY["EPSG","1024"]],AUTHORITY["EPSG","1043"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4490"]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",105],PARAMETER["scale_factor",1],PARAMETER["false_easting",500000],PARAMETER["false_northing",0],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AUTHORITY["EPSG","4544"]]',NULL);
INSERT INTO "gpkg_contents" VALUES('project','attributes','project 项目','The project (项目)','2026-11-23T01:30:34.188Z',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "gpkg_contents" VALUES('townships','features','townships 乡镇','Townships (乡镇)','2026-11-23T01:30:34.189Z',430000.0,3880000.0,430800.0,3880400.0,4544);
INSERT INTO "gpkg_contents" VALUES('villages','features','villages 行政村','Villages (行政村)','2026-11-23T01:30:34.189Z',430000.0,3880000.0,430800.0,3880400.0,4544);
INSERT INTO "gpkg_contents" VALUES('villager_groups','features','villager_groups 村民小组','Villager groups (村民小组)','2026-11-23T01:30:34.189Z',430000.0,3880000.0,430400.0,3880200.0,4544);
INSERT INTO "gpkg_contents" VALUES('grids','features','grids 网格','Grids (网格)','2026-11-23T01:30:34.189Z',430000.0,3880000.0,430200.0,3880400.0,4544);
INSERT INTO "gpkg_contents" VALUES('officers','attributes','officers 责任人员','Officers (责任人员)','2026-11-23T01:30:34.189Z',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "gpkg_contents" VALUES('duties','attributes','duties 责任分工','Duties (责任分工)','2026-11-23T01:30:34.189Z',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "gpkg_contents" VALUES('areas','features','areas 地物面','Areas on the ground (地物面)','2026-11-23T01:30:34.189Z',430045.0,3880045.0,430057.0,3880053.0,4544);
INSERT INTO "gpkg_contents" VALUES('lines','features','lines 道路与水系','Roads and streams (道路与水系)','2026-11-23T01:30:34.190Z',430000.0,3880100.0,430800.0,3880140.0,4544);
INSERT INTO "gpkg_contents" VALUES('places','features','places 重点场所','Key places (重点场所)','2026-11-23T01:30:34.190Z',430150.0,3880150.0,430150.0,3880150.0,4544);
INSERT INTO "gpkg_contents" VALUES('households','features','households 住户','Households (住户)','2026-11-23T01:30:34.287Z',430050.0,3880050.0,430050.0,3880150.0,4544);
INSERT INTO "gpkg_contents" VALUES('care_records','attributes','care_records 关爱对象','Care records (关爱对象)','2026-11-23T01:30:34.190Z',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "gpkg_contents" VALUES('visits','attributes','visits 走访记录','Visits (走访记录)','2026-11-23T01:30:34.190Z',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "gpkg_contents" VALUES('notes','features','notes 备注','Notes (备注)','2026-11-23T03:28:36.874Z',NULL,NULL,NULL,NULL,4544);
INSERT INTO "gpkg_geometry_columns" VALUES('townships','geom','MULTIPOLYGON',4544,0,0);
INSERT INTO "gpkg_geometry_columns" VALUES('villages','geom','MULTIPOLYGON',4544,0,0);
INSERT INTO "gpkg_geometry_columns" VALUES('villager_groups','geom','MULTIPOLYGON',4544,0,0);
INSERT INTO "gpkg_geometry_columns" VALUES('grids','geom','MULTIPOLYGON',4544,0,0);
INSERT INTO "gpkg_geometry_columns" VALUES('areas','geom','MULTIPOLYGON',4544,0,0);
INSERT INTO "gpkg_geometry_columns" VALUES('lines','geom','MULTILINESTRING',4544,0,0);
INSERT INTO "gpkg_geometry_columns" VALUES('places','geom','POINT',4544,0,0);
INSERT INTO "gpkg_geometry_columns" VALUES('households','geom','POINT',4544,0,0);
INSERT INTO "gpkg_geometry_columns" VALUES('notes','geom','POINT',4544,0,0);
INSERT INTO "gpkg_extensions" VALUES('townships','geom','gpkg_rtree_index','http://www.geopackage.org/spec130/#extension_rtree','write-only');
INSERT INTO "gpkg_extensions" VALUES('villages','geom','gpkg_rtree_index','http://www.geopackage.org/spec130/#extension_rtree','write-only');
INSERT INTO "gpkg_extensions" VALUES('villager_groups','geom','gpkg_rtree_index','http://www.geopackage.org/spec130/#extension_rtree','write-only');
INSERT INTO "gpkg_extensions" VALUES('grids','geom','gpkg_rtree_index','http://www.geopackage.org/spec130/#extension_rtree','write-only');
INSERT INTO "gpkg_extensions" VALUES('areas','geom','gpkg_rtree_index','http://www.geopackage.org/spec130/#extension_rtree','write-only');
INSERT INTO "gpkg_extensions" VALUES('lines','geom','gpkg_rtree_index','http://www.geopackage.org/spec130/#extension_rtree','write-only');
INSERT INTO "gpkg_extensions" VALUES('places','geom','gpkg_rtree_index','http://www.geopackage.org/spec130/#extension_rtree','write-only');
INSERT INTO "gpkg_extensions" VALUES('households','geom','gpkg_rtree_index','http://www.geopackage.org/spec130/#extension_rtree','write-only');
INSERT INTO "gpkg_extensions" VALUES('gpkg_data_columns',NULL,'gpkg_schema','http://www.geopackage.org/spec130/#extension_schema','read-write');
INSERT INTO "gpkg_extensions" VALUES('gpkg_data_column_constraints',NULL,'gpkg_schema','http://www.geopackage.org/spec130/#extension_schema','read-write');
INSERT INTO "gpkg_extensions" VALUES('notes','geom','gpkg_rtree_index','http://www.geopackage.org/spec130/#extension_rtree','write-only');
INSERT INTO "gridmap_meta" VALUES('schema_version','4');
INSERT INTO "project" VALUES(1,'project','[]','青石乡','622921105',4544,'2026-01-05','青石乡人民政府','{village}{serial:03d}','[]','[]');
INSERT INTO "townships" VALUES(1,'t','[]','青石乡','622921105',X'47500003C011000000000000C03E1A4100000000404B1A4100000000209A4D4100000000E89A4D410106000000010000000103000000010000000500000000000000404B1A4100000000209A4D4100000000404B1A4100000000E89A4D4100000000C03E1A4100000000E89A4D4100000000C03E1A4100000000209A4D4100000000404B1A4100000000209A4D41');
INSERT INTO "villages" VALUES(1,'v1','[]','柳树湾村','622921105201','t',X'47500003C011000000000000C03E1A410000000000451A4100000000209A4D4100000000E89A4D41010600000001000000010300000001000000050000000000000000451A4100000000209A4D410000000000451A4100000000E89A4D4100000000C03E1A4100000000E89A4D4100000000C03E1A4100000000209A4D410000000000451A4100000000209A4D41');
INSERT INTO "villages" VALUES(2,'v2','[]','石桥村','622921105202','t',X'47500003C01100000000000000451A4100000000404B1A4100000000209A4D4100000000E89A4D410106000000010000000103000000010000000500000000000000404B1A4100000000209A4D4100000000404B1A4100000000E89A4D410000000000451A4100000000E89A4D410000000000451A4100000000209A4D4100000000404B1A4100000000209A4D41');
INSERT INTO "villager_groups" VALUES(1,'g11','[]','一组','v1',1,X'47500003C011000000000000C03E1A410000000000451A4100000000209A4D4100000000849A4D41010600000001000000010300000001000000050000000000000000451A4100000000209A4D410000000000451A4100000000849A4D4100000000C03E1A4100000000849A4D4100000000C03E1A4100000000209A4D410000000000451A4100000000209A4D41');
INSERT INTO "grids" VALUES(1,'w11','[]','第1网格','v1','622921105211',X'47500003C011000000000000C03E1A4100000000E0411A4100000000209A4D4100000000E89A4D410106000000010000000103000000010000000500000000000000E0411A4100000000209A4D4100000000E0411A4100000000E89A4D4100000000C03E1A4100000000E89A4D4100000000C03E1A4100000000209A4D4100000000E0411A4100000000209A4D41');
INSERT INTO "officers" VALUES(1,'o1','[]','周建国','副乡长','13900000001','青石乡');
INSERT INTO "officers" VALUES(2,'o2','[]','吴秀英','网格长','13900000002','青石乡');
INSERT INTO "duties" VALUES(1,'d1','[]','leader','v1','o1',NULL,'2026-01-01',NULL);
INSERT INTO "duties" VALUES(2,'d2','[]','grid_head','w11','o2','o3','2026-01-01',NULL);
INSERT INTO "areas" VALUES(1,'a1','[]','building','',X'47500003C011000000000000743F1A4100000000A43F1A4100000080369A4D41000000803A9A4D410106000000010000000103000000010000000500000000000000A43F1A4100000080369A4D4100000000A43F1A41000000803A9A4D4100000000743F1A41000000803A9A4D4100000000743F1A4100000080369A4D4100000000A43F1A4100000080369A4D41');
INSERT INTO "lines" VALUES(1,'l1','[]','road','柳石路',4.5,X'47500003C011000000000000C03E1A4100000000404B1A4100000000529A4D4100000000669A4D4101050000000100000001020000000900000000000000C03E1A4100000000529A4D410000000050401A4100000080549A4D4100000000E0411A4100000000579A4D410000000070431A4100000080599A4D410000000000451A41000000005C9A4D410000000090461A41000000805E9A4D410000000020481A4100000000619A4D4100000000B0491A4100000080639A4D4100000000404B1A4100000000669A4D41');
INSERT INTO "places" VALUES(1,'p1','[]','P02','柳树湾小学',NULL,'教务处','09300000001',120,'',X'47500001C011000001010000000000000018411A41000000006B9A4D41');
INSERT INTO "households" VALUES(1,'h01','[["电表","T001"]]',NULL,NULL,NULL,'','0001','1号','王小明','',4,2,'occupied','','13800000001','drawn','',NULL,X'47500001C0110000010100000000000000883F1A4100000000399A4D41',NULL,NULL);
INSERT INTO "households" VALUES(2,'h02','[]',NULL,NULL,NULL,'','0002','2号附1','李桂兰','',4,3,'seasonal','','13800000002','drawn','',NULL,X'47500001C0110000010100000000000000883F1A41000000006B9A4D41',NULL,NULL);
INSERT INTO "care_records" VALUES(1,'c1','[["备忘","钥匙在邻居家"]]','h01','王老五','C01',1944,'每周送菜','','',NULL,NULL,'[{"what":"送菜","who":"吴秀英","when":"每周一","state":"planned"},{"what":"修炕","who":"","due":"2026-12-01","when":"","state":"doing"}]',NULL,'本人申请','2026-03-01',NULL,'2026-03-01','2027-03-01',NULL,'',NULL,NULL,'','',NULL,NULL);
INSERT INTO "visits" VALUES(1,'s1','[]','c1','2026-10-01','o2','home','ok','',NULL,'精神好');
INSERT INTO "gpkg_data_columns" VALUES('project','uuid','唯一编号','唯一编号','Identity, never changes',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('project','tags','标签','标签','Free tags, pairs as JSON',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('project','name','名称','名称','Name',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('project','code','代码','代码','Code',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('project','epsg','坐标系','坐标系','EPSG number of the plane, 0: local plane',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('project','created','创建日期','创建日期','Day of creation',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('project','issuer','编制单位','编制单位','Issuer',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('project','grid_code_template','网格编码规则','网格编码规则','Template of grid codes',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('project','categories_on','已启用的限制类别','已启用的限制类别','Restricted categories switched on, JSON',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('project','category_rules','关爱类别规定','关爱类别规定','What the office has laid down for categories, JSON',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('townships','uuid','唯一编号','唯一编号','Identity, never changes',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('townships','tags','标签','标签','Free tags, pairs as JSON',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('townships','name','名称','名称','Name',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('townships','code','代码','代码','Code',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('villages','uuid','唯一编号','唯一编号','Identity, never changes',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('villages','tags','标签','标签','Free tags, pairs as JSON',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('villages','name','名称','名称','Name',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('villages','code','代码','代码','Code',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('villages','township','所属乡镇','所属乡镇','Township (uuid)',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('villager_groups','uuid','唯一编号','唯一编号','Identity, never changes',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('villager_groups','tags','标签','标签','Free tags, pairs as JSON',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('villager_groups','name','名称','名称','Name',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('villager_groups','village','所属行政村','所属行政村','Village (uuid)',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('villager_groups','number','序号','序号','Number',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('grids','uuid','唯一编号','唯一编号','Identity, never changes',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('grids','tags','标签','标签','Free tags, pairs as JSON',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('grids','name','名称','名称','Name',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('grids','village','所属行政村','所属行政村','Village (uuid)',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('grids','code','代码','代码','Code',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('officers','uuid','唯一编号','唯一编号','Identity, never changes',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('officers','tags','标签','标签','Free tags, pairs as JSON',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('officers','name','姓名','姓名','Name',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('officers','post','职务','职务','Post',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('officers','phone','工作电话','工作电话','Work phone',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('officers','organisation','单位','单位','Organisation',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('duties','uuid','唯一编号','唯一编号','Identity, never changes',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('duties','tags','标签','标签','Free tags, pairs as JSON',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('duties','role','角色','角色','Role',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('duties','scope','责任范围','责任范围','Scope (uuid)',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('duties','officer','责任人','责任人','Officer (uuid)',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('duties','deputy','替补','替补','Deputy (uuid)',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('duties','valid_from','起始日期','起始日期','Valid from, included',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('duties','valid_to','截止日期','截止日期','Valid to, included',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('areas','uuid','唯一编号','唯一编号','Identity, never changes',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('areas','tags','标签','标签','Free tags, pairs as JSON',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('areas','area_kind','面类别','面类别','building, water, field, wood or yard',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('areas','name','名称','名称','Name',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('lines','uuid','唯一编号','唯一编号','Identity, never changes',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('lines','tags','标签','标签','Free tags, pairs as JSON',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('lines','line_kind','线类别','线类别','road, lane, path, river, stream, ditch or wall',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('lines','name','名称','名称','Name',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('lines','width_m','宽度(米)','宽度(米)','Width in metres',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('places','uuid','唯一编号','唯一编号','Identity, never changes',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('places','tags','标签','标签','Free tags, pairs as JSON',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('places','place_kind','场所类别','场所类别','Kind of place, P01 to P18',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('places','name','名称','名称','Name',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('places','village','所属行政村','所属行政村','Village (uuid)',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('places','contact','联系人','联系人','Contact',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('places','phone','电话','电话','Phone',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('places','capacity','容纳人数','容纳人数','Capacity in persons',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('places','note','备注','备注','Note',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('households','uuid','唯一编号','唯一编号','Identity, never changes',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('households','tags','标签','标签','Free tags, pairs as JSON',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('households','village','所属行政村','所属行政村','Village (uuid)',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('households','villager_group','所属小组','所属小组','Villager group (uuid)',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('households','grid_override','指定网格','指定网格','Grid set by hand (uuid)',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('households','grid_override_reason','指定原因','指定原因','Why the grid was set by hand',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('households','number','户号','户号','Household number on the roster',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('households','door','门牌号','门牌号','Door number as written',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('households','head','户主','户主','Head of household',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('households','pinyin','户主拼音','户主拼音','Reading of the head''s name',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('households','registered','户籍人数','户籍人数','Residents registered',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('households','living','常住人数','常住人数','Residents living here',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('households','status','居住状态','居住状态','occupied, seasonal, vacant or ruin',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('households','access_note','到达说明','到达说明','How to get there',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('households','phone','电话','电话','Phone',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('households','located_by','定位方式','定位方式','drawn, gps, import or sketch',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('households','accuracy_m','定位精度(米)','定位精度(米)','Accuracy of the position in metres',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('households','located_on','定位日期','定位日期','Day of locating',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('households','verified_by','核对人','核对人','Verified by',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('households','verified_on','核对日期','核对日期','Day of verifying',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('care_records','uuid','唯一编号','唯一编号','Identity, never changes',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('care_records','tags','标签','标签','Free tags, pairs as JSON',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('care_records','household','所属住户','所属住户','Household (uuid)',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('care_records','person','姓名','姓名','Person',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('care_records','category','类别','类别','Care category, C01 to C12',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('care_records','birth_year','出生年份','出生年份','Year of birth',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('care_records','need','需求','需求','Need',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('care_records','help_wanted','希望的帮助','希望的帮助','Help wanted',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('care_records','helper','现有帮扶人','现有帮扶人','Existing helper',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('care_records','helper_household','帮扶人住户','帮扶人住户','Household of the helper (uuid)',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('care_records','deputy_helper','备用帮扶人','备用帮扶人','Second helper in an emergency',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('care_records','route','转移路线','转移路线','Way to the shelter',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('care_records','shelter','转移去处','转移去处','Shelter (uuid of a place)',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('care_records','drill_on','演练日期','演练日期','Day of the last drill',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('care_records','leader','责任领导','责任领导','Responsible leader (uuid)',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('care_records','officer','责任人','责任人','Officer (uuid)',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('care_records','deputy','替补','替补','Deputy (uuid)',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('care_records','measures','工作措施','工作措施','Measures, JSON',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('care_records','visit_days','走访间隔(天)','走访间隔(天)','Days between visits',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('care_records','basis','依据','依据','Basis',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('care_records','notice_on','告知日期','告知日期','Day of notice',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('care_records','consent_on','同意日期','同意日期','Day of consent',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('care_records','start_date','开始日期','开始日期','Start',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('care_records','review_by','复核期限','复核期限','Review by',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('care_records','end_date','结束日期','结束日期','End',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('care_records','end_reason','结束原因','结束原因','Reason of the end',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('visits','uuid','唯一编号','唯一编号','Identity, never changes',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('visits','tags','标签','标签','Free tags, pairs as JSON',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('visits','record','关爱对象','关爱对象','Care record (uuid)',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('visits','day','走访日期','走访日期','Day of the visit',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('visits','officer','责任人','责任人','Officer (uuid)',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('visits','way','方式','方式','home, phone or met',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('visits','result','结果','结果','ok, needs_change, urgent_referral, not_met or declined',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('visits','referral','转介','转介','Referral',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('visits','next_day','下次走访','下次走访','Next visit',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('visits','note','备注','备注','Note',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('notes','uuid','唯一编号','唯一编号','Identity, never changes',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('notes','tags','标签','标签','Free tags, pairs as JSON',NULL,NULL);
INSERT INTO "gpkg_data_columns" VALUES('notes','text','文字','文字','Text',NULL,NULL);
INSERT INTO "change_log" VALUES(1,'2026-11-23T01:30:34.275872+00:00','周建国','改门牌号','do',1,1,X'7801C550BD0AC230107E979B3B24B648EDA6882F518A447334859A48922A225D44579D1D1C7C03379F48C1B7F0E220B8E9E4DDF4FD1CDF97AC61AA842ED14196E7A04CE350995A42B4864A42068A752002DDCC26680932F6C2D298803AB7C39554852258EFA7FDFDBCB9ED2E44592C2BE7D12209490475B5A87409591C81F3C23794060E85335AD4E49E2BA391281EA714102684D6662A3CCAF1644592B462A9892CD1CCD05BA258FB75C7C771CBE9F63F3D795B14F46C25E6AF4F06C6693F264DE311EF276FB63BE8F59361122AFF602EDA27BBFB8C21');
INSERT INTO "change_log" VALUES(2,'2026-11-23T01:30:34.284081+00:00','周建国','改门牌号','undo',1,1,NULL);
INSERT INTO "change_log" VALUES(3,'2026-11-23T01:30:34.287883+00:00','周建国','改门牌号','redo',1,1,NULL);
CREATE VIRTUAL TABLE "rtree_areas_geom" USING rtree(id, minx, maxx, miny, maxy);
INSERT INTO "rtree_areas_geom" VALUES(1,430045.0,430057.0,3880045.0,3880053.0);
CREATE VIRTUAL TABLE "rtree_grids_geom" USING rtree(id, minx, maxx, miny, maxy);
INSERT INTO "rtree_grids_geom" VALUES(1,430000.0,430200.0,3880000.0,3880400.0);
CREATE VIRTUAL TABLE "rtree_households_geom" USING rtree(id, minx, maxx, miny, maxy);
INSERT INTO "rtree_households_geom" VALUES(1,430050.0,430050.0,3880050.0,3880050.0);
INSERT INTO "rtree_households_geom" VALUES(2,430050.0,430050.0,3880150.0,3880150.0);
CREATE VIRTUAL TABLE "rtree_lines_geom" USING rtree(id, minx, maxx, miny, maxy);
INSERT INTO "rtree_lines_geom" VALUES(1,430000.0,430800.0,3880100.0,3880140.0);
CREATE VIRTUAL TABLE "rtree_places_geom" USING rtree(id, minx, maxx, miny, maxy);
INSERT INTO "rtree_places_geom" VALUES(1,430150.0,430150.0,3880150.0,3880150.0);
CREATE VIRTUAL TABLE "rtree_townships_geom" USING rtree(id, minx, maxx, miny, maxy);
INSERT INTO "rtree_townships_geom" VALUES(1,430000.0,430800.0,3880000.0,3880400.0);
CREATE VIRTUAL TABLE "rtree_villager_groups_geom" USING rtree(id, minx, maxx, miny, maxy);
INSERT INTO "rtree_villager_groups_geom" VALUES(1,430000.0,430400.0,3880000.0,3880200.0);
CREATE VIRTUAL TABLE "rtree_villages_geom" USING rtree(id, minx, maxx, miny, maxy);
INSERT INTO "rtree_villages_geom" VALUES(1,430000.0,430400.0,3880000.0,3880400.0);
INSERT INTO "rtree_villages_geom" VALUES(2,430400.0,430800.0,3880000.0,3880400.0);
CREATE VIRTUAL TABLE "rtree_notes_geom" USING rtree(id, minx, maxx, miny, maxy);
CREATE TRIGGER "project_uuid" AFTER INSERT ON "project"
  WHEN NEW.uuid IS NULL OR NEW.uuid = ''
  BEGIN UPDATE "project" SET uuid = lower(hex(randomblob(16))) WHERE fid = NEW.fid; END;
CREATE TRIGGER "officers_uuid" AFTER INSERT ON "officers"
  WHEN NEW.uuid IS NULL OR NEW.uuid = ''
  BEGIN UPDATE "officers" SET uuid = lower(hex(randomblob(16))) WHERE fid = NEW.fid; END;
CREATE TRIGGER "duties_uuid" AFTER INSERT ON "duties"
  WHEN NEW.uuid IS NULL OR NEW.uuid = ''
  BEGIN UPDATE "duties" SET uuid = lower(hex(randomblob(16))) WHERE fid = NEW.fid; END;
CREATE TRIGGER "care_records_uuid" AFTER INSERT ON "care_records"
  WHEN NEW.uuid IS NULL OR NEW.uuid = ''
  BEGIN UPDATE "care_records" SET uuid = lower(hex(randomblob(16))) WHERE fid = NEW.fid; END;
CREATE TRIGGER "visits_uuid" AFTER INSERT ON "visits"
  WHEN NEW.uuid IS NULL OR NEW.uuid = ''
  BEGIN UPDATE "visits" SET uuid = lower(hex(randomblob(16))) WHERE fid = NEW.fid; END;
CREATE TRIGGER "areas_uuid" AFTER INSERT ON "areas"
  WHEN NEW.uuid IS NULL OR NEW.uuid = ''
  BEGIN UPDATE "areas" SET uuid = lower(hex(randomblob(16))) WHERE fid = NEW.fid; END;
CREATE TRIGGER "rtree_areas_geom_insert" AFTER INSERT ON "areas"
  WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
  BEGIN INSERT OR REPLACE INTO "rtree_areas_geom" VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER "rtree_areas_geom_update1" AFTER UPDATE OF geom ON "areas"
  WHEN OLD.fid = NEW.fid AND (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
  BEGIN INSERT OR REPLACE INTO "rtree_areas_geom" VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER "rtree_areas_geom_update2" AFTER UPDATE OF geom ON "areas"
  WHEN OLD.fid = NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
  BEGIN DELETE FROM "rtree_areas_geom" WHERE id = OLD.fid; END;
CREATE TRIGGER "rtree_areas_geom_update3" AFTER UPDATE ON "areas"
  WHEN OLD.fid != NEW.fid AND (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
  BEGIN DELETE FROM "rtree_areas_geom" WHERE id = OLD.fid; INSERT OR REPLACE INTO "rtree_areas_geom" VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER "rtree_areas_geom_update4" AFTER UPDATE ON "areas"
  WHEN OLD.fid != NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
  BEGIN DELETE FROM "rtree_areas_geom" WHERE id IN (OLD.fid, NEW.fid); END;
CREATE TRIGGER "rtree_areas_geom_delete" AFTER DELETE ON "areas"
  WHEN OLD.geom NOT NULL
  BEGIN DELETE FROM "rtree_areas_geom" WHERE id = OLD.fid; END;
CREATE TRIGGER "grids_uuid" AFTER INSERT ON "grids"
  WHEN NEW.uuid IS NULL OR NEW.uuid = ''
  BEGIN UPDATE "grids" SET uuid = lower(hex(randomblob(16))) WHERE fid = NEW.fid; END;
CREATE TRIGGER "rtree_grids_geom_insert" AFTER INSERT ON "grids"
  WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
  BEGIN INSERT OR REPLACE INTO "rtree_grids_geom" VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER "rtree_grids_geom_update1" AFTER UPDATE OF geom ON "grids"
  WHEN OLD.fid = NEW.fid AND (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
  BEGIN INSERT OR REPLACE INTO "rtree_grids_geom" VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER "rtree_grids_geom_update2" AFTER UPDATE OF geom ON "grids"
  WHEN OLD.fid = NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
  BEGIN DELETE FROM "rtree_grids_geom" WHERE id = OLD.fid; END;
CREATE TRIGGER "rtree_grids_geom_update3" AFTER UPDATE ON "grids"
  WHEN OLD.fid != NEW.fid AND (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
  BEGIN DELETE FROM "rtree_grids_geom" WHERE id = OLD.fid; INSERT OR REPLACE INTO "rtree_grids_geom" VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER "rtree_grids_geom_update4" AFTER UPDATE ON "grids"
  WHEN OLD.fid != NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
  BEGIN DELETE FROM "rtree_grids_geom" WHERE id IN (OLD.fid, NEW.fid); END;
CREATE TRIGGER "rtree_grids_geom_delete" AFTER DELETE ON "grids"
  WHEN OLD.geom NOT NULL
  BEGIN DELETE FROM "rtree_grids_geom" WHERE id = OLD.fid; END;
CREATE TRIGGER "households_uuid" AFTER INSERT ON "households"
  WHEN NEW.uuid IS NULL OR NEW.uuid = ''
  BEGIN UPDATE "households" SET uuid = lower(hex(randomblob(16))) WHERE fid = NEW.fid; END;
CREATE TRIGGER "rtree_households_geom_insert" AFTER INSERT ON "households"
  WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
  BEGIN INSERT OR REPLACE INTO "rtree_households_geom" VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER "rtree_households_geom_update1" AFTER UPDATE OF geom ON "households"
  WHEN OLD.fid = NEW.fid AND (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
  BEGIN INSERT OR REPLACE INTO "rtree_households_geom" VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER "rtree_households_geom_update2" AFTER UPDATE OF geom ON "households"
  WHEN OLD.fid = NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
  BEGIN DELETE FROM "rtree_households_geom" WHERE id = OLD.fid; END;
CREATE TRIGGER "rtree_households_geom_update3" AFTER UPDATE ON "households"
  WHEN OLD.fid != NEW.fid AND (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
  BEGIN DELETE FROM "rtree_households_geom" WHERE id = OLD.fid; INSERT OR REPLACE INTO "rtree_households_geom" VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER "rtree_households_geom_update4" AFTER UPDATE ON "households"
  WHEN OLD.fid != NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
  BEGIN DELETE FROM "rtree_households_geom" WHERE id IN (OLD.fid, NEW.fid); END;
CREATE TRIGGER "rtree_households_geom_delete" AFTER DELETE ON "households"
  WHEN OLD.geom NOT NULL
  BEGIN DELETE FROM "rtree_households_geom" WHERE id = OLD.fid; END;
CREATE TRIGGER "lines_uuid" AFTER INSERT ON "lines"
  WHEN NEW.uuid IS NULL OR NEW.uuid = ''
  BEGIN UPDATE "lines" SET uuid = lower(hex(randomblob(16))) WHERE fid = NEW.fid; END;
CREATE TRIGGER "rtree_lines_geom_insert" AFTER INSERT ON "lines"
  WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
  BEGIN INSERT OR REPLACE INTO "rtree_lines_geom" VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER "rtree_lines_geom_update1" AFTER UPDATE OF geom ON "lines"
  WHEN OLD.fid = NEW.fid AND (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
  BEGIN INSERT OR REPLACE INTO "rtree_lines_geom" VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER "rtree_lines_geom_update2" AFTER UPDATE OF geom ON "lines"
  WHEN OLD.fid = NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
  BEGIN DELETE FROM "rtree_lines_geom" WHERE id = OLD.fid; END;
CREATE TRIGGER "rtree_lines_geom_update3" AFTER UPDATE ON "lines"
  WHEN OLD.fid != NEW.fid AND (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
  BEGIN DELETE FROM "rtree_lines_geom" WHERE id = OLD.fid; INSERT OR REPLACE INTO "rtree_lines_geom" VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER "rtree_lines_geom_update4" AFTER UPDATE ON "lines"
  WHEN OLD.fid != NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
  BEGIN DELETE FROM "rtree_lines_geom" WHERE id IN (OLD.fid, NEW.fid); END;
CREATE TRIGGER "rtree_lines_geom_delete" AFTER DELETE ON "lines"
  WHEN OLD.geom NOT NULL
  BEGIN DELETE FROM "rtree_lines_geom" WHERE id = OLD.fid; END;
CREATE TRIGGER "places_uuid" AFTER INSERT ON "places"
  WHEN NEW.uuid IS NULL OR NEW.uuid = ''
  BEGIN UPDATE "places" SET uuid = lower(hex(randomblob(16))) WHERE fid = NEW.fid; END;
CREATE TRIGGER "rtree_places_geom_insert" AFTER INSERT ON "places"
  WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
  BEGIN INSERT OR REPLACE INTO "rtree_places_geom" VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER "rtree_places_geom_update1" AFTER UPDATE OF geom ON "places"
  WHEN OLD.fid = NEW.fid AND (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
  BEGIN INSERT OR REPLACE INTO "rtree_places_geom" VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER "rtree_places_geom_update2" AFTER UPDATE OF geom ON "places"
  WHEN OLD.fid = NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
  BEGIN DELETE FROM "rtree_places_geom" WHERE id = OLD.fid; END;
CREATE TRIGGER "rtree_places_geom_update3" AFTER UPDATE ON "places"
  WHEN OLD.fid != NEW.fid AND (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
  BEGIN DELETE FROM "rtree_places_geom" WHERE id = OLD.fid; INSERT OR REPLACE INTO "rtree_places_geom" VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER "rtree_places_geom_update4" AFTER UPDATE ON "places"
  WHEN OLD.fid != NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
  BEGIN DELETE FROM "rtree_places_geom" WHERE id IN (OLD.fid, NEW.fid); END;
CREATE TRIGGER "rtree_places_geom_delete" AFTER DELETE ON "places"
  WHEN OLD.geom NOT NULL
  BEGIN DELETE FROM "rtree_places_geom" WHERE id = OLD.fid; END;
CREATE TRIGGER "townships_uuid" AFTER INSERT ON "townships"
  WHEN NEW.uuid IS NULL OR NEW.uuid = ''
  BEGIN UPDATE "townships" SET uuid = lower(hex(randomblob(16))) WHERE fid = NEW.fid; END;
CREATE TRIGGER "rtree_townships_geom_insert" AFTER INSERT ON "townships"
  WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
  BEGIN INSERT OR REPLACE INTO "rtree_townships_geom" VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER "rtree_townships_geom_update1" AFTER UPDATE OF geom ON "townships"
  WHEN OLD.fid = NEW.fid AND (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
  BEGIN INSERT OR REPLACE INTO "rtree_townships_geom" VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER "rtree_townships_geom_update2" AFTER UPDATE OF geom ON "townships"
  WHEN OLD.fid = NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
  BEGIN DELETE FROM "rtree_townships_geom" WHERE id = OLD.fid; END;
CREATE TRIGGER "rtree_townships_geom_update3" AFTER UPDATE ON "townships"
  WHEN OLD.fid != NEW.fid AND (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
  BEGIN DELETE FROM "rtree_townships_geom" WHERE id = OLD.fid; INSERT OR REPLACE INTO "rtree_townships_geom" VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER "rtree_townships_geom_update4" AFTER UPDATE ON "townships"
  WHEN OLD.fid != NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
  BEGIN DELETE FROM "rtree_townships_geom" WHERE id IN (OLD.fid, NEW.fid); END;
CREATE TRIGGER "rtree_townships_geom_delete" AFTER DELETE ON "townships"
  WHEN OLD.geom NOT NULL
  BEGIN DELETE FROM "rtree_townships_geom" WHERE id = OLD.fid; END;
CREATE TRIGGER "villager_groups_uuid" AFTER INSERT ON "villager_groups"
  WHEN NEW.uuid IS NULL OR NEW.uuid = ''
  BEGIN UPDATE "villager_groups" SET uuid = lower(hex(randomblob(16))) WHERE fid = NEW.fid; END;
CREATE TRIGGER "rtree_villager_groups_geom_insert" AFTER INSERT ON "villager_groups"
  WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
  BEGIN INSERT OR REPLACE INTO "rtree_villager_groups_geom" VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER "rtree_villager_groups_geom_update1" AFTER UPDATE OF geom ON "villager_groups"
  WHEN OLD.fid = NEW.fid AND (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
  BEGIN INSERT OR REPLACE INTO "rtree_villager_groups_geom" VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER "rtree_villager_groups_geom_update2" AFTER UPDATE OF geom ON "villager_groups"
  WHEN OLD.fid = NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
  BEGIN DELETE FROM "rtree_villager_groups_geom" WHERE id = OLD.fid; END;
CREATE TRIGGER "rtree_villager_groups_geom_update3" AFTER UPDATE ON "villager_groups"
  WHEN OLD.fid != NEW.fid AND (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
  BEGIN DELETE FROM "rtree_villager_groups_geom" WHERE id = OLD.fid; INSERT OR REPLACE INTO "rtree_villager_groups_geom" VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER "rtree_villager_groups_geom_update4" AFTER UPDATE ON "villager_groups"
  WHEN OLD.fid != NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
  BEGIN DELETE FROM "rtree_villager_groups_geom" WHERE id IN (OLD.fid, NEW.fid); END;
CREATE TRIGGER "rtree_villager_groups_geom_delete" AFTER DELETE ON "villager_groups"
  WHEN OLD.geom NOT NULL
  BEGIN DELETE FROM "rtree_villager_groups_geom" WHERE id = OLD.fid; END;
CREATE TRIGGER "villages_uuid" AFTER INSERT ON "villages"
  WHEN NEW.uuid IS NULL OR NEW.uuid = ''
  BEGIN UPDATE "villages" SET uuid = lower(hex(randomblob(16))) WHERE fid = NEW.fid; END;
CREATE TRIGGER "rtree_villages_geom_insert" AFTER INSERT ON "villages"
  WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
  BEGIN INSERT OR REPLACE INTO "rtree_villages_geom" VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER "rtree_villages_geom_update1" AFTER UPDATE OF geom ON "villages"
  WHEN OLD.fid = NEW.fid AND (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
  BEGIN INSERT OR REPLACE INTO "rtree_villages_geom" VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER "rtree_villages_geom_update2" AFTER UPDATE OF geom ON "villages"
  WHEN OLD.fid = NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
  BEGIN DELETE FROM "rtree_villages_geom" WHERE id = OLD.fid; END;
CREATE TRIGGER "rtree_villages_geom_update3" AFTER UPDATE ON "villages"
  WHEN OLD.fid != NEW.fid AND (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
  BEGIN DELETE FROM "rtree_villages_geom" WHERE id = OLD.fid; INSERT OR REPLACE INTO "rtree_villages_geom" VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER "rtree_villages_geom_update4" AFTER UPDATE ON "villages"
  WHEN OLD.fid != NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
  BEGIN DELETE FROM "rtree_villages_geom" WHERE id IN (OLD.fid, NEW.fid); END;
CREATE TRIGGER "rtree_villages_geom_delete" AFTER DELETE ON "villages"
  WHEN OLD.geom NOT NULL
  BEGIN DELETE FROM "rtree_villages_geom" WHERE id = OLD.fid; END;
CREATE TRIGGER "notes_uuid" AFTER INSERT ON "notes" WHEN NEW.uuid IS NULL OR NEW.uuid = '' BEGIN UPDATE "notes" SET uuid = lower(hex(randomblob(16))) WHERE fid = NEW.fid; END;
CREATE TRIGGER "rtree_notes_geom_insert" AFTER INSERT ON "notes" WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN INSERT OR REPLACE INTO "rtree_notes_geom" VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER "rtree_notes_geom_update1" AFTER UPDATE OF geom ON "notes" WHEN OLD.fid = NEW.fid AND (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN INSERT OR REPLACE INTO "rtree_notes_geom" VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER "rtree_notes_geom_update2" AFTER UPDATE OF geom ON "notes" WHEN OLD.fid = NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom)) BEGIN DELETE FROM "rtree_notes_geom" WHERE id = OLD.fid; END;
CREATE TRIGGER "rtree_notes_geom_update3" AFTER UPDATE ON "notes" WHEN OLD.fid != NEW.fid AND (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN DELETE FROM "rtree_notes_geom" WHERE id = OLD.fid; INSERT OR REPLACE INTO "rtree_notes_geom" VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER "rtree_notes_geom_update4" AFTER UPDATE ON "notes" WHEN OLD.fid != NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom)) BEGIN DELETE FROM "rtree_notes_geom" WHERE id IN (OLD.fid, NEW.fid); END;
CREATE TRIGGER "rtree_notes_geom_delete" AFTER DELETE ON "notes" WHEN OLD.geom NOT NULL BEGIN DELETE FROM "rtree_notes_geom" WHERE id = OLD.fid; END;
CREATE TABLE print_runs (
  number INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, time TEXT NOT NULL, author TEXT NOT NULL,
  log_seq INTEGER NOT NULL, edition TEXT NOT NULL, spec TEXT NOT NULL, data_digest TEXT NOT NULL,
  pages INTEGER NOT NULL, signature TEXT NOT NULL, payload BLOB NOT NULL);
CREATE TABLE print_copies ("fid" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  "uuid" TEXT UNIQUE, "tags" TEXT NOT NULL DEFAULT '[]',
  "run" INTEGER NOT NULL DEFAULT 0, "edition" TEXT NOT NULL DEFAULT '',
  "recipient" TEXT NOT NULL DEFAULT '', "copy" INTEGER NOT NULL DEFAULT 1,
  "copies" INTEGER NOT NULL DEFAULT 1, "valid_until" DATE, "handed_on" DATE,
  "returned_on" DATE, "destroyed_on" DATE, "note" TEXT NOT NULL DEFAULT '');
CREATE TRIGGER "print_copies_uuid" AFTER INSERT ON "print_copies" WHEN NEW.uuid IS NULL OR NEW.uuid = '' BEGIN UPDATE "print_copies" SET uuid = lower(hex(randomblob(16))) WHERE fid = NEW.fid; END;
INSERT INTO gpkg_contents (table_name, data_type, identifier, description)
  VALUES ('print_copies', 'attributes', 'print_copies 图册份册登记', 'Register of printed copies (图册份册登记)');
CREATE TABLE incidents ("fid" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "uuid" TEXT UNIQUE, "tags" TEXT NOT NULL DEFAULT '[]', "name" TEXT NOT NULL DEFAULT '', "incident_kind" TEXT NOT NULL DEFAULT 'flood', "ordered_by" TEXT NOT NULL DEFAULT '', "start_date" DATE, "valid_until" DATE, "closed_on" DATE, "shelters" TEXT NOT NULL DEFAULT '[]', "figures" TEXT NOT NULL DEFAULT '[]', "geom" MULTIPOLYGON);
CREATE TABLE fetches ("fid" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "uuid" TEXT UNIQUE, "tags" TEXT NOT NULL DEFAULT '[]', "incident" TEXT NOT NULL DEFAULT '', "record" TEXT NOT NULL DEFAULT '', "state" TEXT NOT NULL DEFAULT 'to_call', "changed_at" TEXT NOT NULL DEFAULT '', "changed_by" TEXT NOT NULL DEFAULT '');
CREATE TRIGGER "incidents_uuid" AFTER INSERT ON "incidents" WHEN NEW.uuid IS NULL OR NEW.uuid = '' BEGIN UPDATE "incidents" SET uuid = lower(hex(randomblob(16))) WHERE fid = NEW.fid; END;
CREATE TRIGGER "fetches_uuid" AFTER INSERT ON "fetches" WHEN NEW.uuid IS NULL OR NEW.uuid = '' BEGIN UPDATE "fetches" SET uuid = lower(hex(randomblob(16))) WHERE fid = NEW.fid; END;
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES ('incidents', 'features', 'incidents 突发事件', 'Incidents (突发事件)', 4544), ('fetches', 'attributes', 'fetches 叫应与接人', 'Calling and fetching (叫应与接人)', NULL);
INSERT INTO gpkg_geometry_columns VALUES ('incidents', 'geom', 'MULTIPOLYGON', 4544, 0, 0);
CREATE VIRTUAL TABLE "rtree_incidents_geom" USING rtree(id, minx, maxx, miny, maxy);
INSERT INTO gpkg_extensions VALUES ('incidents', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec130/#extension_rtree', 'write-only');
CREATE TRIGGER "rtree_incidents_geom_insert" AFTER INSERT ON "incidents" WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN INSERT OR REPLACE INTO "rtree_incidents_geom" VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER "rtree_incidents_geom_update1" AFTER UPDATE OF geom ON "incidents" WHEN OLD.fid = NEW.fid AND (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN INSERT OR REPLACE INTO "rtree_incidents_geom" VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER "rtree_incidents_geom_update2" AFTER UPDATE OF geom ON "incidents" WHEN OLD.fid = NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom)) BEGIN DELETE FROM "rtree_incidents_geom" WHERE id = OLD.fid; END;
CREATE TRIGGER "rtree_incidents_geom_update3" AFTER UPDATE ON "incidents" WHEN OLD.fid != NEW.fid AND (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN DELETE FROM "rtree_incidents_geom" WHERE id = OLD.fid; INSERT OR REPLACE INTO "rtree_incidents_geom" VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER "rtree_incidents_geom_update4" AFTER UPDATE ON "incidents" WHEN OLD.fid != NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom)) BEGIN DELETE FROM "rtree_incidents_geom" WHERE id IN (OLD.fid, NEW.fid); END;
CREATE TRIGGER "rtree_incidents_geom_delete" AFTER DELETE ON "incidents" WHEN OLD.geom NOT NULL BEGIN DELETE FROM "rtree_incidents_geom" WHERE id = OLD.fid; END;
DELETE FROM gpkg_data_columns;
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('project','uuid','Identity, never changes','唯一编号','唯一编号');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('project','tags','Free tags, pairs as JSON','标签','标签');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('project','name','Name','名称','名称');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('project','code','Code','代码','代码');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('project','epsg','EPSG number of the plane, 0: local plane','坐标系','坐标系');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('project','created','Day of creation','创建日期','创建日期');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('project','issuer','Issuer','编制单位','编制单位');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('project','grid_code_template','Template of grid codes','网格编码规则','网格编码规则');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('project','categories_on','Restricted categories switched on, JSON','已启用的限制类别','已启用的限制类别');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('project','category_rules','What the office has laid down for categories, JSON','关爱类别规定','关爱类别规定');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('townships','uuid','Identity, never changes','唯一编号','唯一编号');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('townships','tags','Free tags, pairs as JSON','标签','标签');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('townships','name','Name','名称','名称');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('townships','code','Code','代码','代码');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('villages','uuid','Identity, never changes','唯一编号','唯一编号');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('villages','tags','Free tags, pairs as JSON','标签','标签');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('villages','name','Name','名称','名称');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('villages','code','Code','代码','代码');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('villages','township','Township (uuid)','所属乡镇','所属乡镇');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('villager_groups','uuid','Identity, never changes','唯一编号','唯一编号');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('villager_groups','tags','Free tags, pairs as JSON','标签','标签');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('villager_groups','name','Name','名称','名称');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('villager_groups','village','Village (uuid)','所属行政村','所属行政村');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('villager_groups','number','Number','序号','序号');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('grids','uuid','Identity, never changes','唯一编号','唯一编号');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('grids','tags','Free tags, pairs as JSON','标签','标签');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('grids','name','Name','名称','名称');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('grids','village','Village (uuid)','所属行政村','所属行政村');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('grids','code','Code','代码','代码');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('officers','uuid','Identity, never changes','唯一编号','唯一编号');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('officers','tags','Free tags, pairs as JSON','标签','标签');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('officers','name','Name','姓名','姓名');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('officers','post','Post','职务','职务');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('officers','phone','Work phone','工作电话','工作电话');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('officers','organisation','Organisation','单位','单位');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('duties','uuid','Identity, never changes','唯一编号','唯一编号');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('duties','tags','Free tags, pairs as JSON','标签','标签');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('duties','role','Role','角色','角色');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('duties','scope','Scope (uuid)','责任范围','责任范围');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('duties','officer','Officer (uuid)','责任人','责任人');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('duties','deputy','Deputy (uuid)','替补','替补');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('duties','valid_from','Valid from, included','起始日期','起始日期');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('duties','valid_to','Valid to, included','截止日期','截止日期');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('areas','uuid','Identity, never changes','唯一编号','唯一编号');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('areas','tags','Free tags, pairs as JSON','标签','标签');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('areas','area_kind','building, water, field, wood or yard','面类别','面类别');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('areas','name','Name','名称','名称');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('lines','uuid','Identity, never changes','唯一编号','唯一编号');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('lines','tags','Free tags, pairs as JSON','标签','标签');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('lines','line_kind','road, lane, path, river, stream, ditch, wall or contour','线类别','线类别');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('lines','name','Name','名称','名称');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('lines','width_m','Width in metres','宽度(米)','宽度(米)');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('places','uuid','Identity, never changes','唯一编号','唯一编号');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('places','tags','Free tags, pairs as JSON','标签','标签');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('places','place_kind','Kind of place, P01 to P18','场所类别','场所类别');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('places','name','Name','名称','名称');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('places','village','Village (uuid)','所属行政村','所属行政村');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('places','contact','Contact','联系人','联系人');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('places','phone','Phone','电话','电话');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('places','capacity','Capacity in persons','容纳人数','容纳人数');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('places','note','Note','备注','备注');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('households','uuid','Identity, never changes','唯一编号','唯一编号');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('households','tags','Free tags, pairs as JSON','标签','标签');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('households','village','Village (uuid)','所属行政村','所属行政村');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('households','villager_group','Villager group (uuid)','所属小组','所属小组');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('households','grid_override','Grid set by hand (uuid)','指定网格','指定网格');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('households','grid_override_reason','Why the grid was set by hand','指定原因','指定原因');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('households','number','Household number on the roster','户号','户号');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('households','door','Door number as written','门牌号','门牌号');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('households','head','Head of household','户主','户主');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('households','pinyin','Reading of the head''s name','户主拼音','户主拼音');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('households','registered','Residents registered','户籍人数','户籍人数');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('households','living','Residents living here','常住人数','常住人数');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('households','status','occupied, seasonal, vacant or ruin','居住状态','居住状态');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('households','access_note','How to get there','到达说明','到达说明');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('households','phone','Phone','电话','电话');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('households','located_by','drawn, gps, import or sketch','定位方式','定位方式');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('households','accuracy_m','Accuracy of the position in metres','定位精度(米)','定位精度(米)');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('households','located_on','Day of locating','定位日期','定位日期');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('households','verified_by','Verified by','核对人','核对人');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('households','verified_on','Day of verifying','核对日期','核对日期');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('care_records','uuid','Identity, never changes','唯一编号','唯一编号');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('care_records','tags','Free tags, pairs as JSON','标签','标签');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('care_records','household','Household (uuid)','所属住户','所属住户');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('care_records','person','Person','姓名','姓名');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('care_records','category','Care category, C01 to C12','类别','类别');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('care_records','birth_year','Year of birth','出生年份','出生年份');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('care_records','need','Need','需求','需求');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('care_records','help_wanted','Help wanted','希望的帮助','希望的帮助');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('care_records','helper','Existing helper','现有帮扶人','现有帮扶人');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('care_records','helper_household','Household of the helper (uuid)','帮扶人住户','帮扶人住户');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('care_records','deputy_helper','Second helper in an emergency','备用帮扶人','备用帮扶人');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('care_records','route','Way to the shelter','转移路线','转移路线');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('care_records','shelter','Shelter (uuid of a place)','转移去处','转移去处');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('care_records','drill_on','Day of the last drill','演练日期','演练日期');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('care_records','leader','Responsible leader (uuid)','责任领导','责任领导');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('care_records','officer','Officer (uuid)','责任人','责任人');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('care_records','deputy','Deputy (uuid)','替补','替补');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('care_records','measures','Measures, JSON','工作措施','工作措施');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('care_records','visit_days','Days between visits','走访间隔(天)','走访间隔(天)');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('care_records','basis','Basis','依据','依据');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('care_records','notice_on','Day of notice','告知日期','告知日期');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('care_records','consent_on','Day of consent','同意日期','同意日期');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('care_records','start_date','Start','开始日期','开始日期');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('care_records','review_by','Review by','复核期限','复核期限');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('care_records','end_date','End','结束日期','结束日期');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('care_records','end_reason','Reason of the end','结束原因','结束原因');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('visits','uuid','Identity, never changes','唯一编号','唯一编号');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('visits','tags','Free tags, pairs as JSON','标签','标签');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('visits','record','Care record (uuid)','关爱对象','关爱对象');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('visits','day','Day of the visit','走访日期','走访日期');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('visits','officer','Officer (uuid)','责任人','责任人');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('visits','way','home, phone or met','方式','方式');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('visits','result','ok, needs_change, urgent_referral, not_met or declined','结果','结果');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('visits','referral','Referral','转介','转介');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('visits','next_day','Next visit','下次走访','下次走访');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('visits','note','Note','备注','备注');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('notes','uuid','Identity, never changes','唯一编号','唯一编号');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('notes','tags','Free tags, pairs as JSON','标签','标签');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('notes','text','Text','文字','文字');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('print_copies','uuid','Identity, never changes','唯一编号','唯一编号');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('print_copies','tags','Free tags, pairs as JSON','标签','标签');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('print_copies','run','Number of the print run, 0: not recorded','印次','印次');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('print_copies','edition','Edition, P0 to P4','版本','版本');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('print_copies','recipient','Who holds the copy','领用人','领用人');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('print_copies','copy','Number of the copy','第几份','第几份');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('print_copies','copies','How many copies there are','共几份','共几份');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('print_copies','valid_until','Last day of use','有效期至','有效期至');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('print_copies','handed_on','Handed out on','发放日期','发放日期');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('print_copies','returned_on','Came back on','收回日期','收回日期');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('print_copies','destroyed_on','Destroyed on','销毁日期','销毁日期');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('print_copies','note','Note','备注','备注');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('incidents','uuid','Identity, never changes','唯一编号','唯一编号');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('incidents','tags','Free tags, pairs as JSON','标签','标签');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('incidents','name','Name','名称','名称');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('incidents','incident_kind','Kind of incident','事件类别','事件类别');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('incidents','ordered_by','Who ordered it','决定人','决定人');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('incidents','start_date','Start','开始日期','开始日期');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('incidents','valid_until','Last day on which its lists may be used','名单有效期至','名单有效期至');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('incidents','closed_on','Closed on','结束日期','结束日期');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('incidents','shelters','Shelters opened (uuids of places), JSON','启用的安置点','启用的安置点');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('incidents','figures','Counts by state at the closing, JSON','结束时的人数','结束时的人数');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('fetches','uuid','Identity, never changes','唯一编号','唯一编号');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('fetches','tags','Free tags, pairs as JSON','标签','标签');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('fetches','incident','Incident (uuid)','所属事件','所属事件');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('fetches','record','Care record (uuid)','关爱对象','关爱对象');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('fetches','state','to_call, called, fetched, sheltered, not_found or refused','状态','状态');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('fetches','changed_at','Local time of the change','时间','时间');
INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title) VALUES ('fetches','changed_by','Who said so','记录人','记录人');
INSERT OR REPLACE INTO gridmap_meta VALUES ('schema_version', '5');
