// One key settles a proposal: what a control's data-key names does what a click on it does.
// Keys can be turned off; typing, held keys and focused controls are left alone.
const OFF = "corrections-keys-off";
const hint = document.querySelector("[data-keys]");
const on = () => localStorage.getItem(OFF) === null;

function tell() {
  hint.querySelector("span").textContent = on() ? hint.dataset.keys : "Phím tắt đang tắt.";
  hint.querySelector("button").textContent = on() ? "Tắt phím tắt" : "Bật phím tắt";
}

if (hint) {
  hint.hidden = false;
  hint.querySelector("button").addEventListener("click", () => {
    on() ? localStorage.setItem(OFF, "1") : localStorage.removeItem(OFF);
    tell();
  });
  tell();
}

document.addEventListener("keydown", (event) => {
  if (event.repeat || event.altKey || event.ctrlKey || event.metaKey || event.isComposing || !on()) return;
  if (event.target.closest("input, select, textarea")) return;
  if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const control = document.querySelector(`[data-key~="${CSS.escape(key)}"]`);
  if (control) {
    event.preventDefault();
    control.click();
  }
});
