-- Asks the gateway whether a request may pass, for HAProxy 2.6 and later:
--     http-request lua.forward-auth http://127.0.0.1:8095/forward-auth?service=edge&upstream=https://orders.shop.example
-- The request goes on with the token for the upstream, or is answered with what the gateway says.

local PASSED_ON = { "www-authenticate", "retry-after", "dpop-nonce", "content-type" }

-- HAProxy counts the values of a header from 0.
local function first(values)
  return values and values[0]
end

local function list(values)
  local all = {}
  for i = 0, values and #values or -1 do
    table.insert(all, values[i])
  end
  return all
end

local function described(txn)
  local headers = txn.http:req_get_headers()
  local asked = {
    ["x-forwarded-method"] = { txn.sf:method() },
    ["x-forwarded-proto"] = { txn.sf:ssl_fc() == 1 and "https" or "http" },
    ["x-forwarded-uri"] = { txn.sf:pathq() },
  }
  if first(headers["host"]) then
    asked["x-forwarded-host"] = { first(headers["host"]) }
  end
  for _, name in ipairs({ "authorization", "dpop" }) do
    if headers[name] then
      asked[name] = list(headers[name])
    end
  end
  return asked
end

local function refuse(txn, status, headers, body)
  local reply = txn:reply({ status = status })
  for _, name in ipairs(PASSED_ON) do
    for _, value in ipairs(list(headers[name])) do
      reply:add_header(name, value)
    end
  end
  reply:set_body(body or "")
  txn:done(reply)
end

core.register_action("forward-auth", { "http-req" }, function(txn, url)
  local answer = core.httpclient():get({ url = url, headers = described(txn) })
  local next = answer.status == 200 and answer.headers and first(answer.headers["authorization"])
  if next then
    txn.http:req_set_header("Authorization", next)
  elseif answer.status == 401 or answer.status == 403 then
    refuse(txn, answer.status, answer.headers, answer.body)
  else
    refuse(txn, 503, { ["retry-after"] = { [0] = "2" } }, "")
  end
end, 1)
