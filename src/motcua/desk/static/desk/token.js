// Asks the signing program in this computer to sign what the desk has prepared, and brings back what
// it made. The PIN is typed at that program and never here.
const SAID = {
  silent:
    "Chưa thấy chương trình ký trên máy này. Mở chương trình ký (motcua token-agent), rồi bấm lại nút. Nếu trình duyệt hỏi quyền truy cập thiết bị trên máy này, chọn Cho phép.",
  no_device: "Chưa thấy USB token có chứng thư số đã ghi cho ông/bà. Cắm token vào máy này, rồi bấm lại nút.",
  refused: "Đã từ chối tại chương trình ký. Chưa ký giấy tờ nào; bấm nút để ký lại.",
  too_late: "Quá 5 phút chưa nhập mã PIN. Chưa ký giấy tờ nào; bấm nút để ký lại.",
  busy: "Chương trình ký đang chờ mã PIN cho yêu cầu trước. Mở cửa sổ đó, bấm Enter để bỏ, rồi bấm lại nút.",
  wrong_pin: "Sai mã PIN nhiều lần. Chưa ký giấy tờ nào. Kiểm tra mã PIN trước khi ký lại, vì token tự khóa.",
  pin_locked: "USB token đã khóa mã PIN. Liên hệ nơi cấp để mở khóa. Chưa ký giấy tờ nào.",
  bad_request: "Chương trình ký không nhận yêu cầu này. Cập nhật chương trình ký, hoặc liên hệ quản trị.",
  server: "Máy chủ chưa trả lời. Giấy tờ còn nguyên; bấm lại nút sau ít phút.",
  ended: "Phiên làm việc đã hết. Tải lại trang và đăng nhập; giấy tờ còn nguyên.",
  nothing: "Không còn giấy tờ nào chờ ký. Tải lại trang.",
  wrong: "Chữ ký nhận được không phải của chứng thư số đã ghi cho ông/bà nên không dùng. Liên hệ quản trị.",
};

class NotSigned extends Error {}

const asJson = async (answer) => {
  if (answer.redirected || !answer.headers.get("content-type")?.includes("json")) {
    throw new NotSigned(answer.ok || answer.status === 403 ? "ended" : "server");
  }
  return answer.json();
};

const ofDesk = async (address, asked) => {
  try {
    return await asJson(await fetch(address, asked));
  } catch (fault) {
    throw fault instanceof NotSigned ? fault : new NotSigned("server");
  }
};

const ofProgram = async (address, body) => {
  let answer;
  try {
    answer = await fetch(address, { method: "POST", headers: { "content-type": "application/json" }, body });
  } catch {
    throw new NotSigned("silent"); // not running, or it does not answer this desk
  }
  const told = await answer.json();
  if (!answer.ok) throw new NotSigned(told.error in SAID ? told.error : "bad_request");
  return told.signatures;
};

const signBatch = async (form, batch, tell) => {
  const count = batch.papers.length;
  tell(`Đang chờ mã PIN cho ${count} giấy tờ ở chương trình ký. Mã đối chiếu ${batch.number}: phải giống số ở đó.`);
  const body = JSON.stringify({ certificate: batch.certificate, papers: batch.papers });
  const made = await ofProgram(`${form.dataset.agent}/sign`, body);
  tell(`Đang gửi ${count} chữ ký về máy chủ.`);
  const signatures = Object.fromEntries(batch.papers.map((one, at) => [one.id, made[at]]));
  const taken = await ofDesk(form.dataset.signed, {
    method: "POST",
    headers: { "content-type": "application/json", "x-csrftoken": form.elements.csrfmiddlewaretoken.value },
    body: JSON.stringify({ signatures }),
  });
  if (taken.wrong) throw new NotSigned("wrong");
};

const sign = async (form, tell) => {
  const { batches } = await ofDesk(form.dataset.prepared);
  if (!batches.length) throw new NotSigned("nothing");
  for (const batch of batches) await signBatch(form, batch, tell);
  location.assign(location.pathname);
};

const offer = (form) => {
  const button = form.querySelector("button");
  const status = form.querySelector("[data-said]");
  const tell = (words) => { status.textContent = words; };
  button.hidden = false;
  button.focus();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    try {
      await sign(form, tell);
    } catch (fault) {
      tell(SAID[fault.message] ?? SAID.server);
      button.disabled = false;
      button.focus();
    }
  });
};

document.querySelectorAll("[data-token]").forEach(offer);
