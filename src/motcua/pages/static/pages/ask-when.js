// Shows a question only while the answers on its own page ask for it.
const form = document.querySelector("form[data-ask]");
const questions = document.querySelectorAll("[data-ask-when]");

function holds(condition, data) {
  if (typeof condition === "boolean") return condition;
  if (condition.all) return condition.all.every((part) => holds(part, data));
  if (condition.any) return condition.any.some((part) => holds(part, data));
  if ("not" in condition) return !holds(condition.not, data);
  const answer = data.get(condition.question);
  return condition.in ? condition.in.includes(answer) : Boolean(answer);
}

function refresh() {
  const data = new FormData(form);
  for (const question of questions) {
    question.hidden = !holds(JSON.parse(question.dataset.askWhen), data);
  }
}

if (form && questions.length) {
  form.addEventListener("change", refresh);
  refresh();
}
