/// Brings the forms of an English word together: plural and singular, `-ed`, `-ing`.
///
/// Light on purpose: names of tables are nouns, and a wrong merge ("news" and "new") costs more than a missed one.
enum Stemmer {
  static func stem(_ word: String) -> String {
    guard word.utf8.count > 3, word.utf8.allSatisfy({ $0 < 128 }) else { return word }
    if let irregular = irregulars[word] { return irregular }
    if word.hasSuffix("ies"), word.utf8.count > 4 { return word.dropLast(3) + "y" }
    if ["sses", "shes", "ches", "xes", "zes"].contains(where: word.hasSuffix) { return String(word.dropLast(2)) }
    if word.hasSuffix("s"), !["ss", "us", "is"].contains(where: word.hasSuffix) { return String(word.dropLast()) }
    return word
  }

  private static let irregulars = [
    "people": "person", "children": "child", "men": "man", "women": "woman", "staff": "staff", "data": "data",
    "news": "news", "series": "series", "status": "status", "address": "address", "addresses": "address",
    "categories": "category", "salaries": "salary", "companies": "company", "cities": "city", "countries": "country",
    "movies": "movie",
    "buses": "bus", "statuses": "status", "indices": "index", "matrices": "matrix",
  ]
}
