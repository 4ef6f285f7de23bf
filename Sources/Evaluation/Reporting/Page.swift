internal import Mustache

/// Pages for people, from templates.
package enum Page {
  /// Renders a Mustache template without escaping.
  package static func render(_ template: String, _ context: [String: Any]) throws -> String {
    try MustacheTemplate(string: "{{%CONTENT_TYPE:TEXT}}" + template).render(context)
  }
}
