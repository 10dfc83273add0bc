from __future__ import annotations

import pytest

from kg import resources
from kg.errors import ResourceError


def test_packaged_folders_are_found() -> None:
    assert "measures" in resources.names("queries", ".rq")
    assert resources.names("ontology", ".ttl") == ("policy", "shapes")
    assert "owl:Ontology" in resources.read("ontology", "policy.ttl")


def test_what_is_missing_says_so() -> None:
    with pytest.raises(ResourceError, match="install the package again"):
        resources.folder("nothing")
    with pytest.raises(ResourceError, match="ontology/none"):
        resources.read("ontology", "none")
