"""The JSON that leaves Wence, by concept: typed dictionaries and the functions that fill them from domain objects.

They are plain dictionaries, so that the command line needs no pydantic; the HTTP door documents the same types.
"""
