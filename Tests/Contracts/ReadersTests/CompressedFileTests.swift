#if Compression
  import ConcordReaders
  import Tables
  import Testing

  @Suite struct CompressedFileTests {
    @Test(arguments: ["readr.csv.gz", "base.tsv.gz"]) func compressedTextIsText(
      _ file: String
    ) throws {
      let table = try reading(file).table
      #expect(try integers(table, "id") == [501, 502, 503])
      #expect(try texts(table, "name").values == ["Öst", "North, High", "East \"B\""])
      #expect(try numbers(table, "score") == [0.1, nil, 123456.789])
    }

    @Test func membersFollowOneAnother() throws {
      let plain = Array("id,score\n501,0.1\n502,NA\n503,123456.789\n".utf8)
      let packed = try reading("two-members.csv.gz")
      let unpacked = try TableReading(bytes: plain, name: "plain.csv")
      #expect(packed.table == unpacked.table)
      #expect(packed.digest == unpacked.digest)
      #expect(packed.line(ofRow: 1) == 3)
      let padded = try fixture("two-members.csv.gz") + [UInt8](repeating: 0, count: 100)
      #expect(try TableReading(bytes: padded, name: "x.csv.gz").table == unpacked.table)
    }

    @Test func aNameDoesNotMatter() throws {
      let read = try TableReading(bytes: try fixture("readr.csv.gz"), name: "schools.csv")
      #expect(read.table.rowCount == 3)
    }

    @Test func damageIsSaid() throws {
      let bytes = try fixture("readr.csv.gz")
      #expect(
        readerError(Array(bytes.dropLast(12)), "a.csv.gz")
          == .damaged(file: "a.csv.gz", reason: "it ends too early"))
      var changed = bytes
      changed[bytes.count - 6] ^= 1
      #expect(
        readerError(changed, "a.csv.gz")
          == .damaged(file: "a.csv.gz", reason: "it cannot be unpacked"))
      #expect(
        readerError(bytes + [1, 2, 3], "a.csv.gz")
          == .damaged(file: "a.csv.gz", reason: "it cannot be unpacked"))
      #expect(
        readerError(Array("a,b\n".utf8), "a.csv.gz")
          == .notThatFormat(file: "a.csv.gz", format: .gzip))
    }

    @Test func aBombIsRefusedByALimitThatCanBeRaised() throws {
      let member = try fixture("megabyte.gz")
      let bomb = (0..<70).flatMap { _ in member }
      let error = readerError(bomb, "bomb.csv.gz")
      #expect(
        error
          == .unpacksTooFar(
            file: "bomb.csv.gz", limit: ReaderOptions.alwaysUnpacked, times: 200))
      #expect(error?.description.hasSuffix("--unpack-limit 2000") == true)
      // With the limit raised it is what it is: a text of zero bytes.
      let raised = readerError(bomb, "bomb.csv.gz", ReaderOptions(unpackLimit: 2000))
      guard case .table? = raised else {
        Issue.record("\(raised.debugDescription)")
        return
      }
    }
  }
#endif
