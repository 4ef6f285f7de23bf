import Testing
import Vocabulary

@testable import Tuning

@Suite struct NaturalPairReaderTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let question: String
    let sql: String
    /// Tagged SQL without the schema's name and without doubled spaces.
    let tagged: String
    var testDescription: String { question }
  }

  private func tagged(_ question: String, _ sql: String) async throws -> String {
    let reading = try await NaturalPairReader(NaturalFixture.snapshot).read(question: question, sql: sql).get()
    return reading.pair.sql.description.replacing("public.", with: "").split(separator: " ").joined(separator: " ")
  }

  @Test(
    "Plain SQL becomes tagged SQL",
    arguments: [
      Case(
        question: "how many students are there", sql: "SELECT count(*) FROM student",
        tagged: "select count(*) from<student>"),
      Case(
        question: "Names of students from oslo older than 20",
        sql: "SELECT name FROM student WHERE town = 'Oslo' AND age > 20",
        tagged: "select<student.name> where<student.town> =<v0> and<student.age> ><v1>"),
      Case(
        question: "What does Alice study?",
        sql:
          "SELECT t2.course FROM student AS t1 JOIN enrolment AS t2 ON t1.id = t2.student_id WHERE t1.name = 'Alice'",
        tagged: "select<enrolment.course> where<student.name> =<v0>"),
      Case(
        question: "names of students with a course",
        sql: "SELECT t1.name FROM student AS t1 JOIN enrolment AS t2 ON t1.id = t2.student_id",
        tagged: "select<student.name> from<enrolment>"),
      Case(
        question: "courses of friends of Bob",
        sql: "SELECT s.id FROM friend AS f JOIN student AS s ON f.whom = s.name WHERE f.who = 'Bob'",
        tagged: "select<student.id> from<friend> join<student> on<friend.whom> =<student.name> where<friend.who> =<v0>"),
      Case(
        question: "female students", sql: "SELECT name FROM student WHERE sex = 'F'",
        tagged: "select<student.name> where<student.sex> =<v0>"),
      Case(
        question: "the 3 oldest students", sql: "SELECT name AS n FROM student ORDER BY age DESC NULLS LAST LIMIT 3",
        tagged: "select<student.name> order by<student.age> desc limit<v0>"),
      Case(
        question: "towns with at least two students",
        sql: "SELECT town, count(*) AS n FROM student GROUP BY 1 HAVING count(*) >= 2 ORDER BY n DESC",
        tagged: "select<student.town>, count(*) group by<student.town> having count(*) >=<v0> order by count(*) desc"),
      Case(
        question: "students without any course",
        sql: "SELECT name FROM student WHERE NOT id IN (SELECT student_id FROM enrolment)",
        tagged: "select<student.name> where<student.id> not in ( select<enrolment.student_id>)"),
      Case(
        question: "students who take something",
        sql: "SELECT s.name FROM student s WHERE EXISTS (SELECT 1 FROM enrolment e WHERE e.student_id = s.id)",
        tagged: "select<student.name> where exists ( select 1 where<enrolment.student_id> = o:<student.id>)"),
      Case(
        question: "people who earn more than their manager",
        sql: "SELECT e.name FROM employee AS e JOIN employee AS m ON e.manager_id = m.id WHERE e.salary > m.salary",
        tagged: "select<employee.name> where<employee.salary> > b:<employee.salary>"),
      Case(
        question: "flights from oslo to bergen",
        sql: """
          SELECT f.id FROM airport a JOIN flight f ON a.id = f.source_id JOIN airport b ON f.target_id = b.id
          WHERE a.city = 'Oslo' AND b.city = 'Bergen'
          """,
        tagged: "select<flight.id> where<airport.city> =<v0> and b:<airport.city> =<v1>"),
      Case(
        question: "flights to oslo",
        sql: "SELECT f.id FROM flight f JOIN airport a ON f.target_id = a.id WHERE a.city = 'Oslo'",
        tagged:
          "select<flight.id> from<flight> join<airport> on<flight.target_id> =<airport.id> where<airport.city> =<v0>"),
      Case(
        question: "names of all students and their courses if any",
        sql: "SELECT s.name, e.course FROM student s LEFT JOIN enrolment e ON e.student_id = s.id",
        tagged: "select<student.name>,<enrolment.course> from<student> left join<enrolment>"),
      Case(
        question: "names with son in them", sql: "SELECT name FROM student WHERE name ILIKE '%son%'",
        tagged: "select<student.name> where<student.name> ilike '%son%'"),
      Case(
        question: "names that start with \"An\"", sql: "SELECT name FROM student WHERE name ILIKE 'An%'",
        tagged: "select<student.name> where<student.name> starts<v0>"),
      Case(
        question: "who was hired in 2016",
        sql: "SELECT name FROM employee WHERE hired BETWEEN '2016-01-01' AND '2016-12-31'",
        tagged: "select<employee.name> where<employee.hired> in<v0>"),
      Case(
        question: "students of the year 2016", sql: "SELECT name FROM student WHERE year = '2016'",
        tagged: "select<student.name> where<student.year> =<v0>"),
      Case(
        question: "births a month", sql: "SELECT date_trunc('month', born)::date, count(*) FROM student GROUP BY 1",
        tagged: "select month(<student.born>), count(*) group by month(<student.born>)"),
      Case(
        question: "courses taken in oslo and in bergen",
        sql: """
          SELECT course FROM enrolment JOIN student ON student_id = id WHERE town = 'Oslo'
          INTERSECT SELECT course FROM enrolment JOIN student ON student_id = id WHERE town = 'Bergen'
          """,
        tagged:
          "select<enrolment.course> where<student.town> =<v0> intersect select<enrolment.course> where<student.town> =<v1>"
      ),
      Case(
        question: "average students a town",
        sql: "SELECT avg(s.n) FROM (SELECT town, count(*) AS n FROM student GROUP BY town) AS s",
        tagged: "select avg( x . n2) from ( select<student.town> as n1, count(*) as n2 group by<student.town>) as x"),
    ])
  func reads(_ expected: Case) async throws {
    #expect(try await tagged(expected.question, expected.sql) == expected.tagged)
  }

  @Test(
    "What tagged SQL cannot say has a reason",
    arguments: [
      ("SELECT name FROM nobody", NaturalGap.name("nobody")), ("DELETE FROM student", .syntax),
      ("SELECT a.who FROM friend a JOIN friend b ON a.whom = b.who", .joins),
      ("SELECT name FROM student WHERE name = 'Wilhelmina'", .literal("Wilhelmina")),
      ("SELECT name FROM student WHERE age > 123456", .literal("123456")),
      ("SELECT name FROM student WHERE town = 'FA' AND age = 2016", .literal("FA")),
      ("SELECT name FROM student WHERE age = 2016", .literal("2016")),
      ("WITH s AS (SELECT 1) SELECT name FROM student", .construct("WITH")),
      ("SELECT s.name FROM student s CROSS JOIN friend", .joins),
    ])
  func declines(_ sql: String, _ gap: NaturalGap) async {
    let reading = await NaturalPairReader(NaturalFixture.snapshot).read(question: "who is there", sql: sql)
    #expect(throws: gap) { try reading.get() }
  }

  @Test("Slots point at the words of the question, in its order")
  func slots() async throws {
    let question = "students over 20 from Oslo"
    let reading = try await NaturalPairReader(NaturalFixture.snapshot).read(
      question: question, sql: "SELECT name FROM student WHERE town = 'Oslo' AND age > 20"
    ).get()
    let bytes = Array(question.utf8)
    #expect(reading.pair.sql.slots.map { String(decoding: bytes[$0.range], as: UTF8.self) } == ["20", "Oslo"])
    let town = ColumnName(RelationName("public", "student"), "town")
    #expect(reading.pair.sql.slots.map(\.kind) == [.number("20"), .value(town, stored: "Oslo")])
    #expect(reading.written == "SELECT name FROM public.student WHERE town = 'Oslo' AND age > 20")
    #expect(reading.pair.shape == "natural.filter")
  }
}
