"""The blueprint of this door with what all its pages share; every view file registers on it. No view may enter."""

from typing import Any

from flask import Blueprint

from web.current import casework
from web.limits import limit_text

blueprint = Blueprint("portal", __name__, template_folder="templates")
blueprint.add_app_template_filter(limit_text, "limit_text")


@blueprint.context_processor
def where_one_files() -> dict[str, Any]:
    """Whether one files here or at the national portal."""
    office = casework().office
    return {"files_here": office.intake == "local", "national_portal": office.national_portal}
