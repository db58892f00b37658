"""Why an upload was refused, as a code with facts; the sentence for a person is written elsewhere."""

from typing import Any

REFUSAL_CODES = frozenset(
    {
        "active_docx",
        "active_pdf",
        "broken_docx",
        "broken_image",
        "broken_pdf",
        "empty",
        "encrypted_pdf",
        "image_bomb",
        "name_too_long",
        "too_large",
        "too_many_pages",
        "type_not_allowed",
        "zip_bomb",
    }
)


class UploadRefused(Exception):
    """`code` is one of REFUSAL_CODES; `params` are the facts its sentence may need."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params
