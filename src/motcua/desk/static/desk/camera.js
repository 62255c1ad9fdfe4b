// Reads the QR code of a card with the camera and sends it as a scanner that types would. The
// browser's own detector where there is one, else a decoder that is fetched when it is needed.
const SAID = {
  NotAllowedError:
    "Trình duyệt chưa được phép dùng camera. Bấm biểu tượng camera ở thanh địa chỉ, chọn Cho phép, rồi bấm lại nút này; hoặc nhập tay các thông tin in trên thẻ.",
  NotFoundError: "Máy này không có camera. Dùng máy quét, hoặc nhập tay các thông tin in trên thẻ.",
  NotReadableError: "Camera đang được chương trình khác sử dụng. Đóng chương trình đó, rồi bấm lại nút này.",
  insecure: "Trình duyệt chỉ mở camera khi địa chỉ trang bắt đầu bằng https. Dùng máy quét, hoặc nhập tay.",
  other: "Không mở được camera. Dùng máy quét, hoặc nhập tay các thông tin in trên thẻ.",
  looking: "Đưa mặt có mã QR của thẻ vào giữa khung hình, giữ yên.",
  slow: "Chưa đọc được mã QR. Đưa thẻ lại gần hơn, giữ yên, tránh bị lóa.",
};
const SLOW_MS = 10000;
const LONGEST_SIDE = 1280; // px; more only makes looking slower

async function detector(decoder) {
  if ("BarcodeDetector" in window && (await BarcodeDetector.getSupportedFormats()).includes("qr_code")) {
    const own = new BarcodeDetector({ formats: ["qr_code"] });
    return async (canvas) => (await own.detect(canvas))[0]?.rawValue;
  }
  const { decodeQR } = await import(decoder);
  return (canvas, pen) => {
    try {
      return decodeQR(pen.getImageData(0, 0, canvas.width, canvas.height));
    } catch {
      return undefined; // no code in this picture
    }
  };
}

function draw(video, canvas, pen) {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(video.videoWidth, video.videoHeight));
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  pen.drawImage(video, 0, 0, canvas.width, canvas.height);
}

function offer(box) {
  const [button, video, status] = ["button", "video", "[role=status]"].map((one) => box.querySelector(one));
  const field = document.getElementById(box.dataset.camera);
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const words = button.firstChild.data;
  let stream;

  const stop = () => {
    stream?.getTracks().forEach((track) => track.stop());
    stream = undefined;
    video.hidden = true;
    button.firstChild.data = words;
  };

  const read = async (detect) => {
    const slow = setTimeout(() => { if (stream) status.textContent = SAID.slow; }, SLOW_MS);
    while (stream) {
      await new Promise((drawn) => { requestAnimationFrame(drawn); });
      if (!stream || !video.videoWidth) continue;
      draw(video, canvas, pen);
      const text = await detect(canvas, pen);
      if (!text) continue;
      clearTimeout(slow);
      stop();
      field.value = text;
      field.form.requestSubmit();
    }
  };

  const begin = async () => {
    if (!navigator.mediaDevices) throw new DOMException("", "insecure");
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: LONGEST_SIDE } } });
    video.srcObject = stream;
    video.hidden = false;
    button.firstChild.data = "Dừng camera";
    status.textContent = SAID.looking;
    await video.play();
    await read(await detector(box.dataset.decoder));
  };

  button.addEventListener("click", async () => {
    if (stream) {
      stop();
      status.textContent = "";
      return;
    }
    try {
      await begin();
    } catch (fault) {
      stop();
      status.textContent = SAID[fault.name] ?? SAID.other;
    }
  });
  box.hidden = false;
}

document.querySelectorAll("[data-camera]").forEach(offer);
