// Keys of the desk; everything works without them. Arrow keys move between the dossiers of a list
// and the space bar ticks one, Alt and a key follow what shows that key, / goes to the search.
const SLASH_OFF = "desk-slash-off"; // one key alone can be turned off, for who dictates
const rows = () => [...document.querySelectorAll(".desk-queue th a")];

const follow = (event) => {
  const key = event.code.replace(/^(Digit|Key)/, "").toLowerCase();
  const chosen = document.querySelector(`[data-alt="${CSS.escape(key)}"]`);
  if (!chosen) return;
  event.preventDefault();
  chosen.click();
};

const search = (event) => {
  const box = document.getElementById("q");
  if (!box || localStorage.getItem(SLASH_OFF) || event.target.closest("input, select, textarea")) return;
  event.preventDefault();
  box.focus();
  box.select();
};

const walk = (event) => {
  const links = rows();
  const here = links.indexOf(document.activeElement);
  if (here < 0) return;
  const tick = links[here].closest("tr").querySelector("[name=chosen]");
  if (event.key === " " && tick) tick.checked = !tick.checked;
  else if (event.key === "ArrowDown" && links[here + 1]) links[here + 1].focus();
  else if (event.key === "ArrowUp" && links[here - 1]) links[here - 1].focus();
  else return;
  event.preventDefault();
};

const press = (event) => {
  if (event.ctrlKey || event.metaKey || event.isComposing) return;
  if (event.altKey) follow(event);
  else if (event.key === "/") search(event);
  else walk(event);
};

const showKeys = () => {
  for (const one of document.querySelectorAll("[data-alt]")) {
    const hint = document.createElement("kbd");
    hint.className = "desk-key";
    hint.textContent = `Alt+${one.dataset.alt.toUpperCase()}`;
    hint.ariaHidden = "true";
    one.append(" ", hint);
    one.setAttribute("aria-keyshortcuts", hint.textContent);
  }
};

const offerToTickAll = () => {
  for (const all of document.querySelectorAll("[data-tick-all]")) {
    all.hidden = false;
    all.addEventListener("click", () => {
      for (const tick of all.form.querySelectorAll("[name=chosen]")) tick.checked = true;
    });
  }
};

const offerSlash = (button) => {
  const tell = () => {
    button.textContent = localStorage.getItem(SLASH_OFF) ? "Bật phím /" : "Tắt phím /";
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    localStorage.getItem(SLASH_OFF) ? localStorage.removeItem(SLASH_OFF) : localStorage.setItem(SLASH_OFF, "1");
    tell();
  });
  tell();
};

document.addEventListener("keydown", press);
document.addEventListener("DOMContentLoaded", () => {
  showKeys();
  offerToTickAll();
  document.querySelectorAll("[data-slash]").forEach(offerSlash);
  const busy = document.querySelector("[data-reload]");
  if (busy) setTimeout(() => location.reload(), Number(busy.dataset.reload) * 1000);
});
