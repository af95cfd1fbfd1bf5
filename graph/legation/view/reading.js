"use strict";
(() => {
  // Lights up the marks and the note of the claim under the pointer or the focus.
  const all = document.querySelectorAll("[data-n]");
  const by = new Map();
  for (const one of all)
    for (const n of one.dataset.n.trim().split(" "))
      by.set(n, [...(by.get(n) || []), one]);
  let lit = [];
  const light = (event) => {
    const found = event.target.closest("[data-n]");
    for (const one of lit) one.classList.remove("on");
    lit = found ? found.dataset.n.trim().split(" ").flatMap((n) => by.get(n)) : [];
    for (const one of lit) one.classList.add("on");
  };
  for (const what of ["mouseover", "focusin", "click"]) document.addEventListener(what, light);
})();
