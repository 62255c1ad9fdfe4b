// Keys of the desk; everything works without them. Arrow keys move between the dossiers of a list,
// Alt and a digit follow what shows that digit, and a page whose work goes on reloads itself.
const press = (event) => {
  if (event.altKey && !event.ctrlKey && /^Digit[0-9]$/.test(event.code)) {
    const chosen = document.querySelector(`[data-key="${event.code.slice(5)}"]`);
    if (chosen) {
      event.preventDefault();
      chosen.click();
    }
    return;
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const links = [...document.querySelectorAll(".desk-queue th a")];
  const here = links.indexOf(document.activeElement);
  if (!step || here < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
  const next = links[here + step];
  if (next) {
    next.focus();
    event.preventDefault();
  }
};

const show = () => {
  for (const one of document.querySelectorAll("[data-key]")) {
    const hint = document.createElement("kbd");
    hint.className = "desk-key";
    hint.textContent = `Alt+${one.dataset.key}`;
    hint.ariaHidden = "true";
    one.append(" ", hint);
    one.setAttribute("aria-keyshortcuts", `Alt+${one.dataset.key}`);
  }
  for (const all of document.querySelectorAll("[data-tick-all]")) {
    all.hidden = false;
    all.addEventListener("click", () => {
      for (const tick of all.form.querySelectorAll("[name=chosen]")) tick.checked = true;
    });
  }
  const busy = document.querySelector("[data-reload]");
  if (busy) setTimeout(() => location.reload(), Number(busy.dataset.reload) * 1000);
};

document.addEventListener("keydown", press);
document.addEventListener("DOMContentLoaded", show);
