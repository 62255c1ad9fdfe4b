// Arrow keys move between the dossiers of a list while one of them has the focus.
document.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const links = [...document.querySelectorAll(".desk-queue th a")];
  const here = links.indexOf(document.activeElement);
  if (!step || here < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
  const next = links[here + step];
  if (next) {
    next.focus();
    event.preventDefault();
  }
});
