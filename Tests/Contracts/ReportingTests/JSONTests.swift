import Foundation
import Reporting
import Testing

struct JSONTests {
  private func parsed(_ text: String) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
  }

  @Test func writesLiterals() {
    let value: JSONValue = [
      "z": 1, "a": [1.5, nil, true, "x\"y"], "empty": [:], "none": [], "nan": .number(.nan),
    ]
    #expect(value.compact == #"{"z":1,"a":[1.5,null,true,"x\"y"],"empty":{},"none":[],"nan":null}"#)
    #expect(
      (["a": [1, [:]], "b": []] as JSONValue).pretty == """
        {
          "a": [
            1,
            {}
          ],
          "b": []
        }
        """)
  }

  @Test func numbersReadBackToTheBit() throws {
    var generator = SplitMix(seed: 4)
    for _ in 0..<20_000 {
      let value = Double(bitPattern: generator.next())
      let text = JSONValue.number(value).compact
      if value.isFinite {
        let back = try JSONDecoder().decode([Double].self, from: Data("[\(text)]".utf8))
        #expect(back == [value], "\(text)")
        #expect(Double(text)?.bitPattern == value.bitPattern)
      } else {
        #expect(text == "null")
      }
    }
    #expect(JSONValue.integer(.min).compact == "-9223372036854775808")
  }

  @Test(arguments: Hostile.texts)
  func stringsReadBack(_ text: String) throws {
    let json = JSONValue.string(text).compact
    #expect(try parsed(json) as? String == text)
    #expect(
      json.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "\u{2028}" && $0 != "\u{2029}" })
    let object = try #require(
      try parsed(JSONValue.object([.init(text, 1)]).pretty) as? [String: Int])
    #expect(object == [text: 1])
  }

  @Test func everyScalarReadsBack() throws {
    let scalars = (0...0x2FFF).compactMap { Unicode.Scalar($0 as UInt32) }
    let text = String(String.UnicodeScalarView(scalars))
    let back = try #require(try parsed(JSONValue.string(text).compact) as? String)
    #expect(Array(back.unicodeScalars) == scalars)
  }

  @Test func membersAreSetInPlace() {
    var value: JSONValue = ["a": 1, "b": 2]
    value["a"] = 3
    value["c"] = "x"
    value["b"] = .some(nil)
    #expect(value.compact == #"{"a":3,"b":null,"c":"x"}"#)
    #expect(value["c"] == "x" && value["d"] == nil)
    var list: JSONValue = [1]
    list["a"] = 1
    #expect(list == [1])
    #expect(JSONValue(nil as Double?) == .null && JSONValue(2 as Int?) == 2)
  }
}
