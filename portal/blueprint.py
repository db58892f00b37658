"""The blueprint of this door; every view file registers on it. Nothing else may enter."""

from flask import Blueprint

blueprint = Blueprint("portal", __name__, template_folder="templates")
