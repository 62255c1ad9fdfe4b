"""Roles that an official can hold at an agency, as the steps of a procedure name them."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    RECEIVER = "receiver"  # cán bộ tiếp nhận, trả kết quả
    SPECIALIST = "specialist"  # công chức chuyên môn (tư pháp - hộ tịch …)
    SIGNER = "signer"  # người ký
    CLERK = "clerk"  # văn thư
    CENTRE_HEAD = "centre_head"  # giám đốc trung tâm phục vụ hành chính công
    OVERSIGHT = "oversight"  # theo dõi, chỉ xem
    ADMINISTRATOR = "administrator"  # quản trị
    APPLICANT = "applicant"  # người yêu cầu
    SYSTEM = "system"  # việc hệ thống tự làm theo quy định


ROLE_LABELS = {
    Role.RECEIVER: "Cán bộ tiếp nhận",
    Role.SPECIALIST: "Công chức chuyên môn",
    Role.SIGNER: "Người ký",
    Role.CLERK: "Văn thư",
    Role.CENTRE_HEAD: "Giám đốc Trung tâm",
    Role.OVERSIGHT: "Theo dõi",
    Role.ADMINISTRATOR: "Quản trị",
    Role.APPLICANT: "Người yêu cầu",
    Role.SYSTEM: "Hệ thống",
}
