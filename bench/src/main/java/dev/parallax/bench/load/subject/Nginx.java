package dev.parallax.bench.load.subject;

import dev.parallax.bench.load.client.Payload;
import java.nio.file.Path;

/** nginx in one worker, as origin, as staging and as proxy: its configuration. */
record Nginx(String modules, String http, String server) {

  /** What an upstream needs for keep-alive; its own default closes after 1,000 requests. */
  private static final String UPSTREAM =
      "upstream %s { server 127.0.0.1:%d; keepalive 256; keepalive_requests 100000000; }\n";

  private static final String MODULES = "/usr/lib/nginx/modules/";

  private static final String LUA_EXCHANGE =
      """
      body_filter_by_lua_block {
        local chunk = ngx.arg[1]
        if chunk ~= "" then
          local chunks = ngx.ctx.chunks
          if chunks then chunks[#chunks + 1] = chunk else ngx.ctx.chunks = { chunk } end
        end
      }
      log_by_lua_block {
        exchanges:write(json.encode({
          time = ngx.req.start_time(), took = ngx.now() - ngx.req.start_time(),
          method = ngx.req.get_method(), uri = ngx.var.request_uri, status = ngx.status,
          request_headers = ngx.req.get_headers(), request = ngx.req.get_body_data(),
          response_headers = ngx.resp.get_headers(), response = table.concat(ngx.ctx.chunks or {})
        }), "\\n")
      }
      """;

  /** Answers everything at once, without an upstream. */
  static Nginx origin(Path large) {
    return new Nginx(
        "",
        "open_file_cache max=16; sendfile on; tcp_nopush on;",
        answer("/", Payload.orders(Payload.SMALL_ORDERS))
            + answer("= " + Payload.FRESH_PATH, Payload.fresh("$request_id"))
            + "location = %s { default_type application/json; alias %s; }\n"
                .formatted(Payload.LARGE_PATH, large));
  }

  /** Answers everything with 1 KiB. */
  static Nginx staging() {
    return new Nginx("", "", answer("/", Payload.orders(Payload.SMALL_ORDERS)));
  }

  /** What {@code return} takes is limited to 4 KiB. */
  private static String answer(String location, String json) {
    return "location %s { default_type application/json; return 200 '%s'; }\n"
        .formatted(location, json);
  }

  static Nginx proxy(int origin) {
    return new Nginx("", UPSTREAM.formatted("origin", origin), location(pass("origin")));
  }

  static Nginx mirror(int origin, int staging) {
    return new Nginx(
        "",
        UPSTREAM.formatted("origin", origin) + UPSTREAM.formatted("staging", staging),
        location("mirror /mirror; mirror_request_body on; " + pass("origin"))
            + "location = /mirror { internal; %s }\n".formatted(pass("staging$request_uri")));
  }

  static Nginx lua(int origin, Path log) {
    return new Nginx(
        "load_module %1$sndk_http_module.so; load_module %1$sngx_http_lua_module.so;\n"
            .formatted(MODULES),
        UPSTREAM.formatted("origin", origin) + luaLog(log),
        location(pass("origin") + "\n" + LUA_EXCHANGE));
  }

  private static String location(String directives) {
    return "location / { %s }\n".formatted(directives);
  }

  /** One JSON line an exchange, through a buffer of 64 KiB. */
  private static String luaLog(Path log) {
    return """
      lua_need_request_body on;
      init_worker_by_lua_block {
        json = require "cjson"
        exchanges = io.open("%s", "a")
        exchanges:setvbuf("full", 65536)
      }
      """
        .formatted(log);
  }

  private static String pass(String upstream) {
    return "proxy_pass http://%s; proxy_http_version 1.1; proxy_set_header Connection '';"
        .formatted(upstream);
  }

  /** Started by root, workers would become a user that may not read what this process wrote. */
  private static String user() {
    return System.getProperty("user.name").equals("root") ? "user root;" : "";
  }

  /** The whole file. */
  String config(Path directory, int port) {
    return """
        daemon off; worker_processes 1; %6$s pid %1$s/pid; error_log %1$s/error.log crit;
        %3$s
        events { worker_connections 40000; }
        http {
          access_log off; keepalive_requests 100000000; client_body_buffer_size 64k;
          client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy; fastcgi_temp_path %1$s/f;
          uwsgi_temp_path %1$s/u; scgi_temp_path %1$s/s;
          %4$s
          server {
            listen 127.0.0.1:%2$d backlog=4096;
            %5$s
          }
        }
        """
        .formatted(directory, port, modules, http, server, user());
  }
}
