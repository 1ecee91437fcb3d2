# Runs a database server that ends with our parent: stdin is a pipe whose other end only the parent holds, and reading it returns when the parent is gone.
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
trap 'kill -INT $server' TERM INT HUP
(
  read -r gone <&3
  kill -INT $server
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
