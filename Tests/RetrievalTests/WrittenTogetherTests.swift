import Testing
import Vocabulary

struct WrittenTogetherTests {
  @Test(
    "names that were written together are taken apart",
    arguments: [
      ("surfacearea", "surface area"), ("lifeexpectancy", "life expectancy"), ("headofstate", "headofstate"),
      ("pettype", "pet type"), ("petid", "pet id"), ("flightno", "flight no"), ("gasstations", "gas stations"),
      ("countrycode", "country code"), ("CustomerAddress", "customer address"), ("birth_date", "birth date"),
      ("indepyear", "indep year"),
    ])
  func apart(name: String, words: String) {
    #expect(Identifier.words(name).joined(separator: " ") == words)
  }

  @Test(
    "a word stays whole, and so does what is not made of words",
    arguments: [
      "customer", "warehouse", "carpet", "category", "department", "temperature", "manager", "xyzzy", "fname", "ordid",
      "Größe", "invoice", "nationality", "measurement", "shipment", "orders", "addresses", "categories", "employees",
    ])
  func whole(name: String) {
    #expect(Identifier.words(name) == [name.lowercased()])
  }

  @Test("letters that hide the words of names are known for what they are")
  func prefix() {
    #expect(Identifier.prefix(of: ["sbtxid", "sbtxdate", "sbtxtype", "sbtxprice"]) == "sbtx")
    #expect(Identifier.prefix(of: ["order_id", "order_date", "order_type", "order_price"]).isEmpty)
    // What they all begin with is part of words.
    #expect(Identifier.prefix(of: ["name", "native", "nature", "nation"]).isEmpty)
    #expect(Identifier.prefix(of: ["id", "name", "city"]).isEmpty)
  }
}
