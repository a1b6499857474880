"""bleach's parser and tree walker in linear time, so that hostile HTML cannot keep a server busy.

html5lib compares each attribute of a tag with all before it and walks all open elements for
many tags; bounds that nothing people write comes near stop both. Its walker counts all
siblings of every element it leaves, which long flat pages do come near.
"""

from typing import Any

from bleach import html5lib_shim
from bleach.html5lib_shim import BleachHTMLParser, BleachHTMLTokenizer

MAX_ATTRIBUTES = 200
MAX_DEPTH = 400


class IntricateHtmlError(ValueError):
    """The HTML nests deeper, or has more attributes in one tag, than anybody writes."""


class BoundedParser(BleachHTMLParser):
    """Raises IntricateHtmlError where bleach's own parser would labour."""

    def _parse(
        self,
        stream: Any,
        innerHTML: bool = False,  # noqa: N803, html5lib's name
        container: str = "div",
        scripting: bool = True,
        **kwargs: Any,
    ) -> None:
        self.innerHTMLMode = innerHTML
        self.container = container
        self.scripting = scripting
        self.tokenizer = _BoundedTokenizer(
            stream=stream, consume_entities=self.consume_entities, parser=self, **kwargs
        )
        self.reset()
        self.mainLoop()


class _BoundedTokenizer(BleachHTMLTokenizer):
    def attributeNameState(self) -> Any:  # noqa: N802, html5lib's name
        if self.currentToken and len(self.currentToken["data"]) > MAX_ATTRIBUTES:
            raise IntricateHtmlError
        return super().attributeNameState()

    def emitCurrentToken(self) -> Any:  # noqa: N802, html5lib's name
        if len(self.parser.tree.openElements) > MAX_DEPTH:
            raise IntricateHtmlError
        return super().emitCurrentToken()


_TreeWalker: Any = html5lib_shim.getTreeWalker("etree")  # type: ignore[attr-defined]


class LinearWalker(_TreeWalker):  # type: ignore[misc]  # made at run time
    """Walks an ElementTree, finding the way on from a parent by a table of places."""

    def __init__(self, tree: Any) -> None:
        super().__init__(tree)
        self._places: dict[Any, int] = {}
        self._tabled: set[Any] = set()

    def getParentNode(self, node: Any) -> Any:  # noqa: N802, html5lib's name
        """The parent as html5lib's walker describes nodes; called when a node is left."""
        _, _, parents, flag = node
        if flag == "text":
            return super().getParentNode(node)
        parent = parents.pop()
        if not parents:
            return parent
        return parent, self._place(parents[-1], parent), parents, None

    def _place(self, parent: Any, child: Any) -> int:
        if parent not in self._tabled:
            self._tabled.add(parent)
            self._places.update((sibling, place) for place, sibling in enumerate(parent))
        return self._places[child]
