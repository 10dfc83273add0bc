"""From names to IRIs: which document, which body a text means."""
