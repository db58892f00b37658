"""The blueprint of this door; every view file registers on it. Nothing else may enter."""

from flask import Blueprint

blueprint = Blueprint("api", __name__, template_folder="templates")
