"use strict";
// What the review map is built with: numbers from letters, elements from text, signs and tables.

const COLOURS = ["#8fb8e8", "#a9d18e", "#f0cf85", "#d8a7d8", "#8fd3c8", "#e9a58c", "#b9b4e6",
  "#cfd67a", "#9ec9d6", "#e2b6c3", "#b7c4a0", "#d9c2a3", "#a3b6cc", "#c9a0a0"];
const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
const LETTER = new Uint8Array(128);
for (let i = 0; i < 64; i++) LETTER[LETTERS.charCodeAt(i)] = i;

function decodedPoints(text, ground) {
  const found = [];
  let x = 0, y = 0, value = 0, weight = 1, isX = true;
  for (let i = 0; i < text.length; i++) {
    const code = LETTER[text.charCodeAt(i)];
    value += (code & 31) * weight;
    if (code & 32) { weight *= 32; continue; }
    const way = value % 2 ? -(value + 1) / 2 : value / 2;
    if (isX) x += way; else {
      y += way;
      found.push([ground.begin[1] + y * ground.step, ground.begin[0] + x * ground.step]);
    }
    isX = !isX; value = 0; weight = 1;
  }
  return found;
}

const el = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties || {});
  made.append(...children);
  return made;
};
const sign = source => {
  const box = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  box.setAttribute("viewBox", "-0.6 -0.6 1.2 1.2");
  box.setAttribute("aria-hidden", "true");
  box.innerHTML = source;  // drawn by the program itself, never from data
  return box;
};

function pairs(rows) {
  const table = el("table");
  for (const [name, value] of rows) {
    if (value === "" || value === undefined) continue;
    table.append(el("tr", null, el("th", { textContent: name }), el("td", { textContent: value })));
  }
  return table;
}

// Return how wide a text is at a size in pixels, near enough to know whether it fits.
const wide = (text, size) => [...text].reduce((sum, c) => sum + (c.charCodeAt(0) > 255 ? size : 0.56 * size), 0);

// A layer that is made when it is first shown.
function lazy(make) {
  let made = null;
  return { get layer() { return made || (made = make()); } };
}

// Marks that gather where they are close together.
const bunch = name => cluster => {
  const count = cluster.getChildCount(), size = count > 999 ? 46 : count > 99 ? 38 : 30;
  return L.divIcon({ className: "bunch " + name, html: String(count), iconSize: [size, size] });
};
const cluster = (name, radius, more) => L.markerClusterGroup({ maxClusterRadius: radius,
  showCoverageOnHover: false, animate: false, iconCreateFunction: bunch(name), ...more });

// On paper the map has the whole width of the sheet, and afterwards its place again.
function reviewPrint(map, whole) {
  const box = map.getContainer();
  document.getElementById("top").after(box);
  let seen = null;
  function fit(width, height) {  // the same land on a sheet of another shape, and back again
    box.style.width = width; box.style.height = height;
    map.invalidateSize({ animate: false, pan: false });
    if (seen) map.fitBounds(seen, { animate: false });
  }
  window.addEventListener("beforeprint", () => { seen = map.getBounds().contains(whole) ? whole : map.getBounds(); fit("272mm", "158mm"); });
  window.addEventListener("afterprint", () => { fit("", ""); seen = null; });
}
