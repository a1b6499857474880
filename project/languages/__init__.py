"""The languages of the interface: collecting its strings, compiling translations, serving them.

`python -m project.languages` collects, checks and compiles; docs/decisions/0051-languages.md
says why it is done so.
"""
