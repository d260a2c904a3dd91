"use strict";
(() => {
  const get = (id) => document.getElementById(id);
  const clauses = [...document.querySelectorAll("details")];
  let texts; // Read at the first word, since it takes a while in a long report.
  const filter = () => {
    const words = get("find").value.toLowerCase().split(/\s+/).filter(Boolean);
    texts ??= clauses.map((c) => c.textContent.toLowerCase());
    clauses.forEach((c, n) => (c.hidden = !words.every((w) => texts[n].includes(w))));
    get("found").textContent = `${clauses.filter((c) => !c.hidden).length} of ${clauses.length} clauses`;
  };
  const all = (open) => {
    clauses.forEach((c) => (c.open = open));
    get("fold").textContent = open ? "Fold all" : "Unfold all";
  };
  const reach = () => {
    const hash = location.hash.slice(1);
    const words = new URLSearchParams(hash).get("find"); // audit.html#find=cdn
    if (words !== null) {
      get("find").value = words;
      filter();
    }
    const clause = clauses.find((c) => [c.id, encodeURI(c.id)].includes(hash));
    if (clause) {
      clause.hidden = false;
      clause.open = true;
      clause.scrollIntoView();
    }
  };
  get("find").addEventListener("input", filter);
  get("fold").addEventListener("click", () => all(clauses.some((c) => !c.open)));
  addEventListener("hashchange", reach);
  addEventListener("beforeprint", () => all(true));
  get("tools").hidden = false;
  filter();
  reach();
})();
