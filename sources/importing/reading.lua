-- Reads one document after the other: a request is the name of a format, a line feed and the
-- document; the answer is "+" and pandoc's JSON, or "-" and what went wrong. Lengths go before
-- both, see children.Kept. The empty environment has pandoc read in its sandbox.
while true do
  local length = io.read("l")
  if not length then break end
  local format, document = io.read(tonumber(length)):match("^([^\n]*)\n(.*)$")
  local read, result = pcall(pandoc.read, document, format, {}, {})
  local written, answer = read, result
  if read then written, answer = pcall(pandoc.write, result, "json") end
  answer = (written and "+" or "-") .. tostring(answer)
  io.write(#answer, "\n", answer)
  io.flush()
end
