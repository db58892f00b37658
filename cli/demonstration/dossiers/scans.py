"""The files that stand for the papers of applicants: one small PDF for each kind of paper, set once. No dossier is touched."""

from __future__ import annotations

from casework.gateways.papers import form_pdf
from casework.services.uploading import Upload
from procedures.definition import Definition
from procedures.identifiers import fold

SAYS = "Tệp này thay cho bản chụp giấy tờ trong dữ liệu minh họa. Mọi tên người, doanh nghiệp và sự kiện đều hư cấu."


class Scans:
    """Uploads by component, made when first needed."""

    def __init__(self) -> None:
        self._made: dict[str, Upload] = {}

    def of(self, definition: Definition, component: str) -> Upload:
        return self.named(definition.component(component).name.vi)

    def named(self, title: str) -> Upload:
        """A scan with a title of its own."""
        if title not in self._made:
            self._made[title] = Upload(f"{_file_name(title)}.pdf", _page(title))
        return self._made[title]


def _file_name(title: str) -> str:
    letters = (sign if sign.isalnum() else " " for sign in fold(title))
    return "-".join("".join(letters).split())[:48].strip("-")


def _page(title: str) -> bytes:
    return form_pdf(
        {
            "form_name": "",
            "letterhead": [],
            "number_line": "",
            "title": title,
            "subtitle": "(bản minh họa)",
            "addressees_label": "",
            "addressees": [],
            "sections": [{"paragraphs": [SAYS]}],
            "commitments": [],
            "place_date": "",
            "signatures": [],
            "footer": "",
        }
    )
