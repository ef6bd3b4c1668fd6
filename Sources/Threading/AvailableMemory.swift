#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How many bytes this process can still ask for, by whatever runs out first: its limit of address space
/// (`ulimit -v`), the control group it is in, or the machine.
///
/// What can't be found out sets no limit. On systems without `/proc` the machine's whole memory counts.
package func availableMemory() -> Double {
  [addressSpaceLeft(), controlGroupLeft(), machineLeft()].compactMap { $0 }.min() ?? .infinity
}

private func addressSpaceLeft() -> Double? {
  var limit = rlimit()
  #if canImport(Glibc)
    let isKnown = getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0
  #else
    let isKnown = getrlimit(RLIMIT_AS, &limit) == 0
  #endif
  // Infinity is the largest number there is, or near it.
  guard isKnown, limit.rlim_cur < UInt64(1) << 60 else { return nil }
  let used = (firstNumber(in: "/proc/self/statm") ?? 0) * Double(sysconf(Int32(_SC_PAGESIZE)))
  return max(0, Double(limit.rlim_cur) - used)
}

private func controlGroupLeft() -> Double? {
  guard let limit = firstNumber(in: "/sys/fs/cgroup/memory.max") else { return nil }
  let used = firstNumber(in: "/sys/fs/cgroup/memory.current") ?? 0
  // Pages of files that were read can be given back.
  let files = number(after: "inactive_file", in: "/sys/fs/cgroup/memory.stat") ?? 0
  return max(0, limit - used + files)
}

private func machineLeft() -> Double? {
  if let kilobytes = number(after: "MemAvailable:", in: "/proc/meminfo") { return 1024 * kilobytes }
  let pages = sysconf(Int32(_SC_PHYS_PAGES))
  return pages > 0 ? Double(pages) * Double(sysconf(Int32(_SC_PAGESIZE))) : nil
}

/// The first word of a file if it is a number.
private func firstNumber(in path: String) -> Double? {
  lines(of: path, most: 1).first?.split(separator: " ").first.flatMap { Double($0) }
}

/// The number that follows a word at the beginning of a line.
private func number(after word: String, in path: String) -> Double? {
  for line in lines(of: path, most: 100) {
    let parts = line.split(separator: " ")
    if parts.count > 1, parts[0] == word { return Double(parts[1]) }
  }
  return nil
}

/// The first lines of a file, without their ends; none if it can't be read.
private func lines(of path: String, most: Int) -> [String] {
  guard let file = fopen(path, "r") else { return [] }
  defer { fclose(file) }
  var found: [String] = []
  var buffer = [CChar](repeating: 0, count: 256)
  while found.count < most, fgets(&buffer, Int32(buffer.count), file) != nil {
    let bytes = buffer.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }
    found.append(String(decoding: bytes, as: UTF8.self))
  }
  return found
}
