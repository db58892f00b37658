"""The blueprint of this door; every view file registers on it. Nothing else may enter."""

from flask import Blueprint

blueprint = Blueprint("backoffice", __name__, template_folder="templates", url_prefix="/can-bo")
