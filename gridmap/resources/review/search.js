"use strict";
// The search box: `entries` is called at the first letter and returns what can be found.

function reviewSearch(entries, words) {
  const input = document.querySelector(".seek input"), list = document.querySelector(".seek ul");
  let all = null, hits = [], on = 0;
  const choose = at => { const hit = hits[at]; list.replaceChildren(); if (hit) { input.value = hit.text; hit.act(); } };
  const draw = () => list.replaceChildren(...hits.map((hit, at) => {
    const line = el("li", { className: at === on ? "on" : "" }, el("span", { textContent: hit.text }), el("small", { textContent: hit.kind }));
    line.setAttribute("role", "option");
    line.addEventListener("mousedown", event => { event.preventDefault(); choose(at); });
    return line;
  }));
  input.addEventListener("input", () => {
    all = all || entries();
    const text = input.value.trim().toLowerCase();
    hits = []; on = 0;
    if (text) for (const entry of all) if (entry.find.includes(text)) { hits.push(entry); if (hits.length === 12) break; }
    if (text && !hits.length) { list.replaceChildren(el("li", { textContent: words.noHit })); return; }
    draw();
  });
  input.addEventListener("keydown", event => {
    if (event.key === "Enter") choose(on);
    else if (event.key === "Escape") { input.value = ""; list.replaceChildren(); }
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      on = (on + (event.key === "ArrowDown" ? 1 : hits.length - 1)) % Math.max(1, hits.length);
      event.preventDefault(); draw();
    }
  });
  input.addEventListener("blur", () => list.replaceChildren());
  input.placeholder = words.search;
  input.setAttribute("aria-label", words.search);
}
