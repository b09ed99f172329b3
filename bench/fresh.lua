-- wrk: each request has a query of its own, so that no answer comes from the cache.
local n = 0

request = function()
	n = n + 1
	return wrk.format(nil, "/?n=" .. os.time() .. "-" .. n)
end
