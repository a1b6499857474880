"""The models of this app, one line each."""

from sources.attachments.models import Attachment as Attachment
from sources.authorities.models import Authority as Authority
from sources.importing.models import Batch as Batch
from sources.importing.models import Import as Import
from sources.importing.models import Original as Original
from sources.lists.models import ReadingListEntry as ReadingListEntry
from sources.lists.models import SavedView as SavedView
from sources.parallels.models import TextAlignment as TextAlignment
from sources.parallels.models import TextRelation as TextRelation
from sources.records.models import Derivation as Derivation
from sources.records.models import Source as Source
from sources.records.models import SourceTag as SourceTag
from sources.tags.models import Tag as Tag
from sources.texts.models import Text as Text
from sources.texts.models import TextVersion as TextVersion
