# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the one-stop carries out beside the table: send, collect, give back, answer."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from lienthong.core.cases.api import Step
from lienthong.modules.onestop.actions.extend import extend_dossier, return_extension
from lienthong.modules.onestop.actions.obligation import Paid, record_payment, return_proof
from lienthong.modules.onestop.actions.resume import end_stopped
from lienthong.modules.onestop.actions.stop import send_stop
from lienthong.modules.onestop.actions.withdraw import confirm_withdrawal, decline_withdrawal
from lienthong.modules.onestop.enums import PaperKind
from lienthong.modules.onestop.permissions import RECEIVE
from lienthong.modules.onestop.views.work.turns import Act, Done, Sent, StepTurnView


class CarryOutView(StepTurnView):
    """The one-stop carries out."""

    permission = RECEIVE

    def acts(self) -> Mapping[tuple[str, str], Act]:
        """What the desk does beside the table."""
        return {
            ("extend", "extend"): self._extend,
            ("extend", "return"): self._return_extension,
            ("collect_obligation", "paid"): self._paid,
            ("collect_obligation", "return_proof"): self._return_proof,
            ("send_stop", "send"): self._send_stop,
            ("close_stopped", "end"): self._end_stopped,
            ("confirm_withdrawal", "confirm"): self._withdraw,
            ("confirm_withdrawal", "decline"): self._no_withdrawal,
        }

    def _extend(self, step: Step, sent: Sent) -> Done:
        extend_dossier(step, version=sent.version, actor=self.actor)
        return _("Đã đổi ngày hẹn và báo cho người nộp."), PaperKind.EXTENSION_NOTICE

    def _return_extension(self, step: Step, sent: Sent) -> Done:
        reason = sent.text("reason")
        return_extension(step, reason=reason, version=sent.version, actor=self.actor)
        return _("Đã trả lại đơn vị, ngày hẹn không đổi."), ""

    def _paid(self, step: Step, sent: Sent) -> Done:
        paid = Paid(sent.money("amount"), sent.text("method"), sent.text("proof_number"))
        record_payment(step, paid=paid, version=sent.version, actor=self.actor)
        return _("Đã ghi nộp đủ. Hồ sơ được giải quyết tiếp."), PaperKind.ACCEPTANCE_SLIP

    def _return_proof(self, step: Step, sent: Sent) -> Done:
        reason = sent.text("reason")
        return_proof(step, reason=reason, version=sent.version, actor=self.actor)
        return _("Đã báo người nộp gửi lại chứng từ."), ""

    def _send_stop(self, step: Step, sent: Sent) -> Done:
        send_stop(step, back=sent.back(), version=sent.version, actor=self.actor)
        return _("Đã dừng hồ sơ và báo cho người nộp."), PaperKind.STOP_NOTICE

    def _end_stopped(self, step: Step, sent: Sent) -> Done:
        end_stopped(step, back=sent.back(), version=sent.version, actor=self.actor)
        return _("Đã trả giấy tờ, hồ sơ kết thúc."), ""

    def _withdraw(self, step: Step, sent: Sent) -> Done:
        confirm_withdrawal(step, back=sent.back(), version=sent.version, actor=self.actor)
        return _("Hồ sơ đã rút."), PaperKind.STOP_NOTICE

    def _no_withdrawal(self, step: Step, sent: Sent) -> Done:
        reason = sent.text("reason")
        decline_withdrawal(step, reason=reason, version=sent.version, actor=self.actor)
        return _("Đã trả lời người nộp, hồ sơ giải quyết tiếp."), ""
