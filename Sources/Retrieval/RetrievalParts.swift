/// Which parts of retrieval take part: all of them, unless somebody measures what one is worth.
package struct RetrievalParts: Sendable, Hashable {
  /// Relations and columns that the question's words name; without them a prompt shows the schema in the catalog's
  /// order, as far as it holds it.
  package var links: Bool
  /// Stored values that the question says.
  package var values: Bool

  /// Joins for which no key is declared, concluded from names, types and values.
  package var inferredJoins: Bool

  package init(links: Bool = true, values: Bool = true, inferredJoins: Bool = true) {
    self.links = links
    self.values = values
    self.inferredJoins = inferredJoins
  }
}
