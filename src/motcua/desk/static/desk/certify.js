// The counter works without a mouse: what comes next has the focus, a chosen scan is sent at once,
// and what to take is counted while the copies are typed. Everything works without this as well.
document.querySelector("[data-certify-focus]")?.focus();
const invalid = document.querySelector(".govuk-error-summary");
const title = document.getElementById("paper_title");
if (title && !invalid) title.focus();
document.querySelector("[data-certify-scan]")?.addEventListener("change", (event) => {
  if (event.target.files?.length) event.currentTarget.requestSubmit();
});
const total = document.querySelector("[data-certify-total]");
const copies = document.getElementById("copies");
const count = () => {
  const number = /^\d{1,3}$/.test(copies.value.trim()) ? Number(copies.value) : 0;
  total.value = `${(number * Number(total.dataset.certifyTotal)).toLocaleString("vi-VN")} đồng`;
};
if (total && copies) {
  copies.addEventListener("input", count);
  count();
}
