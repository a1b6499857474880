"""The files of a bundle, one module each. To add one, write its class and name it here."""

from annotations.bundles.writers.annotations_jsonld import AnnotationsJsonLd
from annotations.bundles.writers.base import Writer
from annotations.bundles.writers.bibliography import Biblatex, CslJson
from annotations.bundles.writers.bundle_json import BundleJson
from annotations.bundles.writers.comparison_csv import ComparisonCsv
from annotations.bundles.writers.report_html import ReportHtml

__all__ = ["WRITERS", "Writer"]

#: In the order in which they stand in the ZIP file.
WRITERS: tuple[Writer, ...] = (
    BundleJson(),
    CslJson(),
    Biblatex(),
    AnnotationsJsonLd(),
    ComparisonCsv(),
    ReportHtml(),
)
