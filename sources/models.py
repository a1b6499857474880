"""The models of this app, one line each."""

from sources.importing.models import Import as Import
from sources.importing.models import Original as Original
from sources.records.models import Source as Source
from sources.texts.models import Text as Text
from sources.texts.models import TextVersion as TextVersion
