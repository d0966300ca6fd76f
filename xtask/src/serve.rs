//! A small web server for this computer only, with the headers that a careful intranet server would send.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use tiny_http::{Header, Method, Request, Response, Server};

use crate::Outcome;

/// A server that runs until the program ends.
pub struct Serving {
    /// Where it answers, such as `http://127.0.0.1:8080`.
    pub address: String,
}

/// Serves `folder` on the loopback address. Port 0 takes any free one.
pub fn serve(folder: &Path, port: u16) -> Outcome<Serving> {
    let server = Server::http(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
        .map_err(|why| format!("Port {port} cannot be used: {why}. Name another with --port."))?;
    let address = format!("http://{}", server.server_addr());
    let server = Arc::new(server);
    // A browser asks for several files at once, and one that is gone may hold a thread for a while.
    for _ in 0..24 {
        let server = Arc::clone(&server);
        let folder = folder.to_path_buf();
        thread::spawn(move || {
            for request in server.incoming_requests() {
                answer(request, &folder);
            }
        });
    }
    Ok(Serving { address })
}

fn answer(request: Request, folder: &Path) {
    let response = match request.method() {
        Method::Get | Method::Head => find(request.url(), folder),
        _ => Err(405),
    };
    // A browser that has gone away is none of our business.
    let _ = match response {
        Err(code) => request.respond(Response::from_string("There is no such page.\n").with_status_code(code)),
        Ok(path) => match send(&request, &path) {
            Ok(response) => request.respond(response),
            Err(code) => request.respond(Response::from_string("This page cannot be read.\n").with_status_code(code)),
        },
    };
}

/// The file an address names, or the status that says why there is none. Nothing outside `folder` has an address.
fn find(url: &str, folder: &Path) -> Result<PathBuf, u16> {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let mut file = folder.to_path_buf();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        let plain = part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
        if !plain || part.starts_with('.') {
            return Err(404);
        }
        file.push(part);
    }
    if file.is_dir() {
        file.push("index.html");
    }
    if file.is_file() { Ok(file) } else { Err(404) }
}

fn send(request: &Request, path: &Path) -> Result<Response<std::io::Cursor<Vec<u8>>>, u16> {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let mut headers = vec![
        ("Content-Type".to_owned(), kind(name).to_owned()),
        ("Cache-Control".to_owned(), caching(name).to_owned()),
        ("X-Content-Type-Options".to_owned(), "nosniff".to_owned()),
        ("Vary".to_owned(), "Accept-Encoding".to_owned()),
    ];
    if let Ok(extra) = std::fs::read_to_string(path.with_file_name(format!("{name}.headers"))) {
        let lines = extra.lines().filter_map(|line| line.split_once(':'));
        headers.extend(lines.map(|(field, value)| (field.trim().to_owned(), value.trim().to_owned())));
    }
    let accepted = request
        .headers()
        .iter()
        .find(|header| header.field.equiv("Accept-Encoding"))
        .map(|header| header.value.as_str().to_owned())
        .unwrap_or_default();
    let copy = [("br", "br"), ("gzip", "gz")].into_iter().find_map(|(coding, ending)| {
        let copy = path.with_file_name(format!("{name}.{ending}"));
        (accepted.split(',').any(|one| one.trim() == coding) && copy.is_file()).then_some((coding, copy))
    });
    let body = match copy {
        Some((coding, copy)) => {
            headers.push(("Content-Encoding".to_owned(), coding.to_owned()));
            std::fs::read(copy)
        }
        None => std::fs::read(path),
    }
    .map_err(|_| 500_u16)?;

    let mut response = Response::from_data(body);
    for (field, value) in headers {
        if let Ok(header) = Header::from_bytes(field, value) {
            response.add_header(header);
        }
    }
    Ok(response)
}

/// The type a browser needs to hear; a module script or wasm under another name is refused.
fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "xhtml" => "application/xhtml+xml",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "bin" => "application/octet-stream",
        _ => "text/plain; charset=utf-8",
    }
}

/// A file whose name carries its hash never changes; any other is asked about each time.
fn caching(name: &str) -> &'static str {
    if is_hashed(name) { "public, max-age=31536000, immutable" } else { "no-cache" }
}

/// Whether a name is one of ours with a hash in it, such as `first-0123456789.bin`.
fn is_hashed(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.rsplit_once('-').is_some_and(|(_, hash)| hash.len() == 10 && hash.bytes().all(|b| b.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::{find, is_hashed};
    use std::path::Path;

    #[test]
    fn only_a_name_with_a_hash_is_kept_for_good() {
        assert!(is_hashed("first-0123456789.bin"));
        assert!(!is_hashed("engagement-planner.js"));
        assert!(!is_hashed("index.html"));
    }

    #[test]
    fn nothing_outside_the_folder_has_an_address() {
        for url in ["/../Cargo.toml", "/%2e%2e/Cargo.toml", "/src/../../etc/passwd", "/.env"] {
            assert_eq!(find(url, Path::new("xtask")), Err(404), "{url}");
        }
    }
}
