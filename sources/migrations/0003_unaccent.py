from django.contrib.postgres.operations import UnaccentExtension
from django.db import migrations


class Migration(migrations.Migration):
    """Words are found whatever their accents. A database's owner may add this extension."""

    dependencies = [("sources", "0002_tags_attachments_and_lists")]

    operations = [UnaccentExtension()]
