"use strict";
// The review map. `map` is folium's, `data` what an edition may say, `words` its sentences.
// Everything that comes from data is put on the page as text, never as HTML.

const CELL_PX = 72;     // one bubble of houses for each such square
const MOST_DOTS = 900;  // so many houses are drawn one by one

function gridmapReview(map, data, words) {
  const ground = data.ground;
  const canvas = L.canvas({ padding: 0.3 }), svg = L.svg({ padding: 0.3 });

  const points = text => decodedPoints(text, ground);
  const surface = shape => shape.map(part => part.map(points));
  const whole = L.latLngBounds(points(data.bounds));
  // Areas

  const people = data.officers;
  const grids = data.grids, villages = data.villages;
  let colourBy = "head";
  let picked = null;
  const holder = grid => colourBy === "leader" ? grid.leader : grid.head;
  const colourOf = person => COLOURS[person % COLOURS.length];

  function colouring() {
    const shown = new Map();
    for (const grid of grids) {
      const who = holder(grid);
      if (!shown.has(who)) shown.set(who, []);
      shown.get(who).push(grid);
    }
    const order = [...shown.keys()].filter(who => who >= 0);
    order.sort((a, b) => shown.get(b).length - shown.get(a).length || a - b);
    return { shown, order, at: new Map(order.map((who, i) => [who, i])) };
  }

  let now = colouring();

  function style(grid) {
    const who = holder(grid);
    const isDim = picked !== null && who !== picked;
    const fill = colourBy === "none" ? "#ffffff" : who < 0 ? "url(#hatch)" : colourOf(now.at.get(who));
    return { renderer: svg, color: "#5b2d8e", weight: 1.4, dashArray: "6 3", fillColor: fill,
      fillOpacity: colourBy === "none" ? 0.01 : isDim ? 0.12 : 0.75 };
  }

  const gridLayer = L.featureGroup();
  for (const grid of grids) {
    grid.layer = L.polygon(surface(grid.shape), style(grid));
    grid.layer.on("click", event => open(event.latlng, gridCard(grid)));
    grid.layer.bindTooltip(() => gridTip(grid), { sticky: true });
    gridLayer.addLayer(grid.layer);
  }
  const villageLayer = L.featureGroup();
  for (const village of villages) {
    village.layer = L.polygon(surface(village.shape), { renderer: svg, color: "#1e2227", weight: 2,
      dashArray: "10 4 2 4", fill: false, interactive: false });
    villageLayer.addLayer(village.layer);
  }
  const groupLayer = lazy(() => L.featureGroup(data.groups.filter(g => g.shape.length).map(group =>
    L.polygon(surface(group.shape), { renderer: canvas, color: "#7d6a3f", weight: 1,
      dashArray: "2 4", fill: false, interactive: false }))));
  const lines = (name, options) => L.polyline(data.lines[name].map(points),
    { renderer: canvas, interactive: false, smoothFactor: 1.5, ...options });
  const groundLayer = lazy(() => L.featureGroup([
    L.polygon(data.water.map(surface), { renderer: canvas, stroke: false, fillColor: "#bcd8ea",
      fillOpacity: 1, interactive: false }),
    lines("water", { color: "#8fc0de", weight: 1.5 }),
    lines("lane", { color: "#c9c2b2", weight: 1 }),
    lines("road", { color: "#d9a441", weight: 2.5 }),
  ]));

  // Cards and tips

  const named = person => person < 0 ? words.nobody : people[person].name;
  const figure = (thing, name) => (thing.counts && thing.counts[name]) || "";

  const figures = thing => words.counts.map(([name, title]) => [title, figure(thing, name)]);

  function gridCard(grid) {
    const head = grid.head < 0 ? null : people[grid.head];
    return el("div", null, el("b", { textContent: grid.name }), pairs([
      [words.village, villages[grid.village].name],
      [words.head, head ? [head.name, head.phone].filter(Boolean).join(" ") : words.nobody],
      [words.leader, named(grid.leader)], ...figures(grid)]));
  }

  function gridTip(grid) {
    const text = `${villages[grid.village].name} · ${grid.name} · ${words.head} ${named(grid.head)}`;
    return el("span", { textContent: text });
  }

  function open(at, card) { L.popup({ maxWidth: 340 }).setLatLng(at).setContent(card).openOn(map); }

  // Names on the map, as many as there is room for

  map.createPane("tags").style.zIndex = 620;
  const tags = L.layerGroup();
  function tag(at, title, line, className) {
    const box = el("span", null, el("b", { textContent: title }), line || "");
    const icon = L.divIcon({ className: "tag " + className, html: box, iconSize: [0, 0] });
    tags.addLayer(L.marker(at, { icon, pane: "tags", interactive: false, keyboard: false }));
  }

  function room(layer) {
    const box = layer.getBounds();
    if (!box.isValid() || !map.getBounds().intersects(box)) return 0;
    return map.latLngToLayerPoint(box.getSouthEast()).x - map.latLngToLayerPoint(box.getNorthWest()).x;
  }

  function middle(thing) {
    if (!thing.middle) {
      const parts = thing.layer.getLatLngs();
      let best = null;
      for (const part of parts) if (!best || part[0].length > best[0].length) best = part;
      thing.middle = best ? L.PolyUtil.polygonCenter(best[0], map.options.crs) : thing.layer.getBounds().getCenter();
    }
    return thing.middle;
  }

  function retag() {
    tags.clearLayers();
    if (!chosen.has("names")) return;
    const taken = new Set();
    for (const grid of grids) {
      const space = grid.shape.length ? 0.92 * room(grid.layer) : 0;
      const who = holder(grid), isOpen = who < 0 && colourBy !== "none";
      const title = colourBy === "none" ? grid.name : named(who);
      if (wide(title, 15) > space) continue;
      const count = figure(grid, "households"), sized = count && " · " + words.homes.replace("{count}", count);
      const place = villages[grid.village].name + (colourBy === "none" ? "" : grid.name);
      const line = [place + sized, grid.name + sized, grid.name, ""].find(text => wide(text, 13) <= space);
      taken.add(grid.village);
      tag(middle(grid), title, line, isOpen ? "none" : "");
    }
    villages.forEach((village, at) => {
      if (!taken.has(at) && village.shape.length && wide(village.name, 15) < room(village.layer))
        tag(middle(village), village.name, "", "");
    });
    doors();
  }

  // Places and houses

  const spots = points(data.places.at);
  const kinds = data.kinds;
  const marks = data.places.kind.map((kind, at) => {
    const icon = L.divIcon({ className: "badge", html: sign(kinds[kind].svg), iconSize: [26, 26] });
    const mark = L.marker(spots[at], { icon, alt: kinds[kind].name, riseOnHover: true });
    mark.on("click", () => open(spots[at], placeCard(at)));
    mark.bindTooltip(() => el("span", { textContent: data.places.name[at] || kinds[kind].name }));
    return mark;
  });

  function placeCard(at) {
    const kind = kinds[data.places.kind[at]], village = data.places.village[at];
    return el("div", null, el("b", { textContent: data.places.name[at] || kind.name }), pairs([
      [words.kind, kind.name], [words.village, village < 0 ? "" : villages[village].name],
      [words.contact, data.places.contact[at]]]));
  }

  const placeLayer = cluster("places", marks.length > 150 ? 42 : 20);
  const kindsOn = new Set(kinds.map((_, at) => at));

  function showPlaces() {
    placeLayer.clearLayers();
    const shown = marks.filter((_, at) => kindsOn.has(data.places.kind[at]));
    placeLayer.addLayers(shown);
  }

  const homes = points(data.homes.at);
  const careOf = new Map();
  for (const entry of data.care) careOf.set(entry.home, [...(careOf.get(entry.home) || []), entry]);
  const homeLayer = homes.length ? L.layerGroup() : null;
  const flat = new Float64Array(2 * homes.length);
  homes.forEach((at, i) => {
    const place = map.project(at, 0);
    flat[2 * i] = place.x; flat[2 * i + 1] = place.y;
  });

  // Houses in view as dots, or where there are many as one bubble for each square of the screen.
  function drawHomes() {
    if (!homeLayer) return;
    homeLayer.clearLayers();
    if (!chosen.has("homes")) return;
    const zoom = map.getZoom(), crs = map.options.crs, grow = crs.scale(zoom) / crs.scale(0);
    const view = map.getPixelBounds(), cells = new Map(), seen = [];
    for (let i = 0; i < homes.length; i++) {
      const x = flat[2 * i] * grow, y = flat[2 * i + 1] * grow;
      if (x < view.min.x || x > view.max.x || y < view.min.y || y > view.max.y) continue;
      seen.push(i);
      const key = Math.floor(x / CELL_PX) * 1e7 + Math.floor(y / CELL_PX);
      const cell = cells.get(key) || { n: 0, x: 0, y: 0 };
      cell.n++; cell.x += x; cell.y += y;
      cells.set(key, cell);
    }
    if (seen.length <= MOST_DOTS) { seen.forEach(dot); return; }
    for (const cell of cells.values()) {
      const at = map.unproject([cell.x / cell.n, cell.y / cell.n], zoom);
      const size = cell.n > 999 ? 46 : cell.n > 99 ? 38 : 30;
      const icon = L.divIcon({ className: "bunch homes", html: String(cell.n), iconSize: [size, size] });
      const bubble = L.marker(at, { icon, alt: words.homes.replace("{count}", cell.n) });
      bubble.on("click", () => map.setView(at, zoom + 1.5, { animate: false }));
      homeLayer.addLayer(bubble);
    }
  }

  function dot(i) {
    const mark = L.circleMarker(homes[i], { renderer: canvas, radius: 4.5, weight: 1, color: "#fff",
      fillColor: careOf.has(i) ? "#b23535" : "#1e2227", fillOpacity: 1 });
    mark.on("click", () => open(homes[i], homeCard(i)));
    homeLayer.addLayer(mark);
  }

  const homeName = i => [data.homes.door[i], data.homes.head[i]].filter(Boolean).join(" ");

  function homeCard(i) {
    const grid = grids[data.homes.grid[i]];
    const rows = grid ? [[words.grid, grid.name], [words.village, villages[grid.village].name],
      [words.head, named(grid.head)], [words.leader, named(grid.leader)]] : [[words.grid, words.nobody]];
    for (const entry of careOf.get(i) || []) {
      rows.push([entry.category, [entry.person, entry.need].filter(Boolean).join(" · ")]);
      rows.push([words.next, entry.next]);
    }
    return el("div", null, el("b", { textContent: homeName(i) }), pairs(rows));
  }

  function doors() {
    if (!homeLayer || !chosen.has("homes")) return;
    const box = map.getBounds(), seen = [];
    const least = ground.geo ? 18 : 2;
    if (map.getZoom() < least) return;
    for (let i = 0; i < homes.length && seen.length <= 250; i++) if (box.contains(homes[i])) seen.push(i);
    if (seen.length <= 250) for (const i of seen)
      tags.addLayer(L.marker(homes[i], { pane: "tags", interactive: false, keyboard: false, icon: L.divIcon({
        className: "tag", iconSize: [0, 0], iconAnchor: [0, 14], html: el("span", { textContent: homeName(i) }) }) }));
  }

  // The panel at the side

  const layers = { ground: groundLayer, grids: { layer: gridLayer }, villages: { layer: villageLayer },
    groups: groupLayer, places: { layer: placeLayer }, names: { layer: tags } };
  if (homeLayer) layers.homes = { layer: homeLayer };
  const chosen = new Set(["ground", "grids", "villages", "places", "names"]);
  if (homeLayer) chosen.add("homes");

  function show(name, isOn) {
    if (isOn) { chosen.add(name); map.addLayer(layers[name].layer); }
    else { chosen.delete(name); map.removeLayer(layers[name].layer); }
    if (name === "names" || name === "homes") { drawHomes(); retag(); }
  }

  function check(words, count, isOn, act, icon) {
    const box = el("input", { type: "checkbox", checked: isOn });
    box.addEventListener("change", () => act(box.checked));
    const row = el("label", { className: "row" }, box);
    if (icon) row.append(icon);
    row.append(el("span", { textContent: words }), el("span", { className: "n", textContent: count }));
    return row;
  }

  function fillLayers() {
    const box = document.getElementById("layers");
    for (const [name, title] of words.layers)
      if (layers[name]) box.append(check(title, words.sizes[name] || "", chosen.has(name), on => show(name, on)));
    kinds.forEach((kind, at) => {
      const count = data.places.kind.filter(k => k === at).length;
      box.append(check(kind.name, count, true, on => {
        if (on) kindsOn.add(at); else kindsOn.delete(at);
        showPlaces();
      }, sign(kind.svg)));
    });
  }

  function fillPeople() {
    const box = document.getElementById("people");
    const title = document.querySelector(".legend h2");
    title.textContent = words.legend;
    box.replaceChildren();
    if (colourBy === "none") { box.append(el("p", { className: "note", textContent: words.noColour })); return; }
    const list = now.shown.has(-1) ? [-1, ...now.order] : now.order;
    title.append(el("small", { textContent: words.persons.replace("{count}", now.order.length) }));
    for (const who of list) {
      const own = now.shown.get(who), person = who < 0 ? null : people[who];
      const swatch = el("span", { className: "swatch" + (who < 0 ? " none" : "") });
      if (person) swatch.style.background = colourOf(now.at.get(who));
      const places = own.slice(0, 3).map(g => `${villages[g.village].name}${g.name}`).join("、");
      const more = own.length > 3 ? ` … (${own.length})` : "";
      const line = el("span", { className: "who" }, el("span", { textContent: person ? person.name : words.nobody }),
        el("small", { textContent: [person && person.phone, places + more].filter(Boolean).join(" · ") }));
      const row = el("button", { className: "row person", type: "button" }, swatch, line,
        el("span", { className: "n", textContent: words.gridCount.replace("{count}", own.length) }));
      row.addEventListener("click", () => pick(who, row));
      box.append(row);
    }
  }

  function pick(who, row) {
    const isOff = picked === who;
    picked = isOff ? null : who;
    for (const other of document.querySelectorAll(".person.on")) other.classList.remove("on");
    if (!isOff) {
      if (row) row.classList.add("on");
      const own = (now.shown.get(who) || []).filter(g => g.shape.length);
      if (own.length) map.fitBounds(L.featureGroup(own.map(g => g.layer)).getBounds(), { padding: [40, 40], animate: false });
    }
    for (const grid of grids) grid.layer.setStyle(style(grid));
  }

  function recolour(by) {
    colourBy = by; picked = null; now = colouring();
    for (const grid of grids) grid.layer.setStyle(style(grid));
    fillPeople();
    retag();
  }

  function fillColours() {
    const box = document.getElementById("colours");
    for (const [name, title] of words.colours) {
      const radio = el("input", { type: "radio", name: "colour", checked: name === colourBy });
      radio.addEventListener("change", () => recolour(name));
      box.append(el("label", { className: "row" }, radio, el("span", { textContent: title })));
    }
  }

  function fillTable() {
    const section = document.querySelector(".figures");
    section.querySelector(".note").textContent = words.mask;
    section.querySelector("thead tr").append(el("th", { textContent: words.area }),
      ...words.counts.map(([, title]) => el("th", { textContent: title })));
    const body = section.querySelector("tbody");
    const row = (thing, className) => {
      const made = el("tr", { className }, el("td", { textContent: thing.name }));
      for (const [name] of words.counts) {
        const text = figure(thing, name), isLate = name === "overdue" && text && text !== "0";
        made.append(el("td", null, isLate ? el("span", { className: "late", textContent: text }) : text));
      }
      made.addEventListener("click", () => go(thing));
      return made;
    };
    const isLong = villages.length > 60;
    villages.forEach((village, at) => {
      const own = grids.filter(grid => grid.village === at);
      body.append(row(village, "village"));
      if (!isLong || own.length > 1) body.append(...own.map(grid => row(grid, "grid")));
    });
    section.hidden = !villages.length;
  }

  function go(thing) {
    if (!thing.shape.length) return;
    map.fitBounds(thing.layer.getBounds(), { padding: [30, 30], animate: false });
    if (thing.village !== undefined && thing.head !== undefined) open(middle(thing), gridCard(thing));
  }

  // Search

  function entries() {
    const found = [];
    const add = (text, keys, kind, act) => found.push({ text, find: (text + " " + (keys || "")).toLowerCase(), kind, act });
    villages.forEach(v => add(v.name, v.keys, words.village, () => go(v)));
    grids.forEach(g => add(`${villages[g.village].name} ${g.name}`, villages[g.village].keys, words.grid, () => go(g)));
    people.forEach((p, who) => add(p.name, p.keys, p.post || words.officer, () => {
      const by = [["head", "head"], ["leader", "leader"]].find(([, key]) => grids.some(g => g[key] === who));
      if (by && by[0] !== colourBy) { recolour(by[0]); for (const r of document.getElementsByName("colour")) r.checked = r.nextSibling.textContent === words.colours.find(c => c[0] === by[0])[1]; }
      if (by) { picked = null; pick(who); }
    }));
    data.places.name.forEach((name, at) => add(name || kinds[data.places.kind[at]].name, data.places.keys[at],
      kinds[data.places.kind[at]].name, () => { map.setView(spots[at], ground.geo ? 17 : 1); open(spots[at], placeCard(at)); }));
    homes.forEach((at, i) => add(homeName(i), data.homes.keys[i], words.home,
      () => { map.setView(at, ground.geo ? 18 : 2); open(at, homeCard(i)); }));
    return found;
  }

  // Begin

  document.querySelector("#top h1").textContent = words.title;
  document.querySelector("#top p").textContent = words.subtitle;
  document.querySelector(".colour h2").textContent = words.colour;
  document.querySelector(".layers h2").textContent = words.layersTitle;
  document.querySelector(".figures h2").textContent = words.figures;
  const print = document.getElementById("print"), all = document.getElementById("whole");
  print.textContent = words.print;
  print.addEventListener("click", () => window.print());
  all.textContent = words.whole;
  all.addEventListener("click", () => map.fitBounds(whole, { animate: false }));
  reviewPrint(map, whole);
  map.options.minZoom = -8; map.options.maxZoom = ground.geo ? 20 : 4;
  map.options.zoomSnap = 0.25; map.options.zoomDelta = 0.5; map.options.wheelPxPerZoomLevel = 120;
  L.control.scale({ imperial: false }).addTo(map);
  map.fitBounds(whole, { animate: false });
  showPlaces();
  for (const name of ["ground", "grids", "villages", "homes", "places", "names"])
    if (chosen.has(name)) map.addLayer(layers[name].layer);
  fillColours(); fillPeople(); fillLayers(); fillTable(); reviewSearch(entries, words); retag();
  drawHomes();
  map.on("moveend", () => { drawHomes(); retag(); });
  requestAnimationFrame(() => requestAnimationFrame(() => {
    document.documentElement.dataset.ready = String(Math.round(performance.now()));
  }));
}
