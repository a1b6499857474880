"""The web server and the job worker, run together."""
