package import Vocabulary

/// What can break in what people wrote for retrieval.
package enum RetrievalError: Breakage, Hashable {
  case glossary(String, String)
  case glossaryFolder(String)

  package var code: String {
    switch self {
    case .glossary: "DL001"
    case .glossaryFolder: "DL002"
    }
  }

  package var message: String {
    switch self {
    case .glossary(let path, let problem): "the glossary's file \(path) cannot be used: \(problem)"
    case .glossaryFolder(let path): "the glossary's folder \(path) cannot be read"
    }
  }

  package var hint: String? {
    switch self {
    case .glossary: "docs/retrieval.md shows what a file looks like."
    case .glossaryFolder: "Make the folder, or clear retrieval.glossary."
    }
  }
}
