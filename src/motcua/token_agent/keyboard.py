"""Shows at this machine what is to be signed, and asks for the PIN; it goes to the token alone."""

from __future__ import annotations

from collections.abc import Callable

from motcua.token_agent import device
from motcua.token_agent.waiting import Question

TRIES = 3  # tokens lock after few wrong PINs; who has none left asks the issuer
Say = Callable[[str], None]
AskPin = Callable[[str], str]
_PROMPT = "Nhập mã PIN của thiết bị để ký, hoặc bấm Enter để từ chối: "
_SAID = {
    "dropped": "Trang web đã bỏ yêu cầu này. Không ký gì.",
    "refused": "Đã từ chối. Không ký gì.",
    "wrong_pin": "Sai mã PIN {times} lần. Không ký gì.",
    "pin_locked": "Thiết bị đã khóa mã PIN. Liên hệ nơi cấp để mở khóa. Không ký gì.",
    "no_device": "Thiết bị không trả lời. Cắm lại rồi bấm ký trên trang web. Không ký gì.",
}


def answer(question: Question, module: str, desk: str, say: Say, ask_pin: AskPin) -> None:
    """Show a request and answer it: signed with the PIN, or why not."""
    show(question, desk, say)
    for tried in range(1, TRIES + 1):
        pin = ask_pin(_PROMPT)
        if question.dropped or not pin:
            return _end(question, "dropped" if question.dropped else "refused", say)
        try:
            made = device.sign(module, question.found, pin, question.asked.attributes)
        except device.WrongPin:
            if tried < TRIES:
                say("Sai mã PIN. Thử lại; sai nhiều lần thì thiết bị tự khóa.")
        except device.PinLocked:
            return _end(question, "pin_locked", say)
        except (device.NoDevice, device.NoKey):
            return _end(question, "no_device", say)
        else:
            question.answer(made)
            return say(f"Đã ký {len(made)} giấy tờ.")
    return _end(question, "wrong_pin", say)


def show(question: Question, desk: str, say: Say) -> None:
    asked = question.asked
    say("")
    say(f"Yêu cầu ký từ {desk}")
    say(f"Mã đối chiếu {asked.number}: phải giống số trên trang web, nếu khác thì từ chối.")
    say(f"Người ký {asked.holder}, thiết bị {question.found.label}")
    say(f"{len(asked.names)} giấy tờ, theo trang web:")
    for count, name in asked.counted:
        say(f"  {count} × {name}")


def _end(question: Question, code: str, say: Say) -> None:
    question.refuse(code)
    say(_SAID[code].format(times=TRIES))
