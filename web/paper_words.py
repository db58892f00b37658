"""In what shape the office takes a paper, in words. No file is handled here."""

from __future__ import annotations

from flask_babel import gettext as _

from procedures.definition import Accepts, Component


def accepted_shapes(component: Component) -> str:
    """As "bản chụp hoặc quét; tệp đã ký số": the online shapes of a component."""
    return "; ".join(shape(one) for one in component.accepts)


def shape(accepts: Accepts) -> str:
    """One shape, in words."""
    match accepts:
        case Accepts.SCAN:
            return _("bản chụp hoặc quét")
        case Accepts.CERTIFIED_COPY:
            return _("bản chụp của bản sao chứng thực")
        case Accepts.CERTIFIED_E_COPY:
            return _("bản sao chứng thực điện tử")
        case Accepts.SIGNED_FILE:
            return _("tệp đã ký số")
        case Accepts.ORIGINAL_AT_COUNTER:
            return _("bản chính giao tại quầy")
