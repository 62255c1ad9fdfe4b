// Makes large photographs smaller before they leave the phone; the server takes them either way.
const LONGEST_SIDE = 2400;
const LARGE = 1000000;
const QUALITY = 0.85;

async function smaller(file) {
  if (!file.type.startsWith("image/") || file.size < LARGE) return file;
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  const paper = canvas.getContext("2d");
  paper.fillStyle = "#fff";
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const made = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  if (!made || made.size >= file.size) return file;
  return new File([made], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
}

async function shrink(input) {
  const buttons = input.form.querySelectorAll("button");
  buttons.forEach((button) => (button.disabled = true));
  try {
    const kept = new DataTransfer();
    for (const file of input.files) kept.items.add(await smaller(file));
    input.files = kept.files;
  } catch {
    // what the browser cannot open goes as it is, and the server says what is wrong with it
  } finally {
    buttons.forEach((button) => (button.disabled = false));
  }
}

for (const input of document.querySelectorAll("input[type=file][data-shrink]")) {
  input.addEventListener("change", () => shrink(input));
}
