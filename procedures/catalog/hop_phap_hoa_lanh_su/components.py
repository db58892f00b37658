"""What has to be handed in (thành phần hồ sơ), by direction and way of handing in. No step of the process may enter."""

from __future__ import annotations

from dataclasses import replace

from procedures.catalog.hop_phap_hoa_lanh_su.document_fields import MOST_DOCUMENTS
from procedures.catalog.hop_phap_hoa_lanh_su.good_papers import MUST_SHOW
from procedures.catalog.hop_phap_hoa_lanh_su.sources import CERTIFICATION, FORM, LEGALIZATION, Edition
from procedures.catalog.hop_phap_hoa_lanh_su.treatment import INCOMING
from procedures.definition import NEVER, Accepts, AllOf, AnyOf, Citation, Component, Text, When

FORM_CODE = "to_khai"
INCOMING_ONLY = When("direction", (INCOMING,))
TRANSLATED = AllOf((INCOMING_ONLY, When("original_language", ("other",))))
POST = AnyOf((When("originals_by", ("post",)), When("postal_return", (True,))))
AT_COUNTER = Text("Mang bản giấy đến Bộ phận Một cửa.", "Bring the paper to the one-stop counter.")
BOTH = Citation("NĐ 111/2011/NĐ-CP", "Điều 11, Điều 14", CERTIFICATION.issued_on)
LANGUAGE = Citation(
    LEGALIZATION.document,
    "Điều 14; giấy tờ đã bằng tiếng Việt, tiếng Anh",
    LEGALIZATION.issued_on,
    to_be_confirmed=True,
)


ENVELOPE = Component(
    "envelope",
    Text("Phong bì ghi sẵn người nhận", "Self-addressed envelope"),
    BOTH,
    (Accepts.ORIGINAL_AT_COUNTER,),
    (Text("Ghi đủ tên, địa chỉ, điện thoại người nhận.", "Name, address and phone of the addressee."),),
    AT_COUNTER,
    required_when=NEVER,
    shown_when=POST,
)


def components(edition: Edition) -> tuple[Component, ...]:
    """The components of one edition; certified e-copies are taken since NĐ 196/2025/NĐ-CP."""
    scan = (Accepts.SCAN, Accepts.CERTIFIED_E_COPY) if edition.electronic else (Accepts.SCAN,)
    by_law = (*_always(scan), *_of_foreign_papers(scan), ENVELOPE)
    return tuple(replace(one, must_show=MUST_SHOW[one.code]) for one in by_law)


def _always(scan: tuple[Accepts, ...]) -> tuple[Component, ...]:
    """Căn cứ: NĐ 111/2011/NĐ-CP, Điều 11, Điều 14."""
    return (
        Component(
            "declaration",
            Text("Tờ khai LS/HPH-2012/TK", "Declaration LS/HPH-2012/TK"),
            FORM,
            (Accepts.SIGNED_FILE, Accepts.SCAN, Accepts.ORIGINAL_AT_COUNTER),
            (Text("Tờ khai đủ mục, có chữ ký, khớp với giấy tờ nộp kèm.", "Complete, signed, matches the papers."),),
            Text("Ký bản in tại Bộ phận Một cửa.", "Sign the printed form at the counter."),
            required_when=NEVER,
            filled_form=FORM_CODE,
            note=Text(
                "Cổng đã điền sẵn từ phần khai. Ông/Bà ký khi nộp bản chính.",
                "Filled from your answers. Sign it when you hand in the originals.",
            ),
        ),
        Component(
            "identity",
            Text("Giấy tờ tùy thân", "Identity paper"),
            BOTH,
            (*scan, Accepts.ORIGINAL_AT_COUNTER),
            (
                Text(
                    "Nộp trực tiếp: xem bản chính. Qua bưu chính: 01 bản sao.", "In person: original. By post: a copy."
                ),
            ),
            Text("Xuất trình bản chính tại quầy; không phải chứng thực.", "Show the original; no certification."),
            required_when=When("originals_by", ("post",)),
        ),
        Component(
            "original",
            Text("Giấy tờ đề nghị: bản chính, kèm 01 bản sao", "The paper itself, with one copy"),
            BOTH,
            (Accepts.ORIGINAL_AT_COUNTER, *scan),
            (
                Text("Nguyên vẹn, không tẩy xóa; đủ số trang như danh sách.", "Intact; pages as in the list."),
                Text("Con dấu, chữ ký, chức danh đối chiếu với mẫu.", "Seal, signature and title match the specimen."),
                Text("Có 01 bản sao để lưu.", "One copy for the file."),
            ),
            Text("Bản chính luôn nộp giấy; bản chụp chỉ để xem trước.", "The original is paper; a scan is a preview."),
            required_when=NEVER,
            each="documents",
        ),
    )


def _of_foreign_papers(scan: tuple[Accepts, ...]) -> tuple[Component, ...]:
    """Căn cứ: NĐ 111/2011/NĐ-CP, Điều 14."""
    return (
        Component(
            "foreign_certification",
            Text("Chứng nhận của cơ quan nước ngoài trên giấy tờ", "Certification by the foreign body on the paper"),
            LEGALIZATION,
            (*scan, Accepts.ORIGINAL_AT_COUNTER),
            (
                Text(
                    "Đã được cơ quan ngoại giao, lãnh sự hoặc cơ quan có thẩm quyền của nước cấp chứng nhận.",
                    "Certified by the issuing state's diplomatic, consular or competent body.",
                ),
            ),
            AT_COUNTER,
            required_when=INCOMING_ONLY,
            shown_when=INCOMING_ONLY,
            max_files=MOST_DOCUMENTS,
        ),
        Component(
            "translation",
            Text(
                "Bản dịch tiếng Việt hoặc tiếng Anh, kèm 01 bản sao", "Vietnamese or English translation, with one copy"
            ),
            LANGUAGE,
            (*scan, Accepts.ORIGINAL_AT_COUNTER),
            (Text("Dịch đủ nội dung; không phải công chứng.", "Complete; it needs no notary."),),
            AT_COUNTER,
            required_when=TRANSLATED,
            shown_when=TRANSLATED,
            max_files=MOST_DOCUMENTS,
        ),
    )
