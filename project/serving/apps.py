from django.apps import AppConfig


class ServingConfig(AppConfig):
    """Runs the web server and the job worker."""

    name = "project.serving"
