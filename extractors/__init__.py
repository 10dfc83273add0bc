"""From the text of a policy document to its facts. Each module says what it relies on; `extractors.pipeline` brings
them together.
"""
