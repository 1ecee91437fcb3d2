# Runs a database server that ends with our parent: stdin is a pipe whose other end only the parent holds, and reading it returns when the parent is gone.
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
# Again and again: a server that is just starting does not listen to signals yet.
end() {
  while kill -INT $server 2>/dev/null; do sleep 0.1; done
}
trap 'end &' TERM INT HUP
(
  read -r gone <&3
  end
) &
watch=$!
code=0
while kill -0 $server 2>/dev/null; do
  wait $server
  code=$?
done
kill $watch 2>/dev/null
wait $watch 2>/dev/null
exit $code
