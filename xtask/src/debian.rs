//! What the tests take from Debian: only as root, only packages, and no service is left running.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::{Outcome, tools};

/// What says to a package that is being installed whether it may begin its service.
const POLICY: &str = "/usr/sbin/policy-rc.d";

/// WordPress with a database and PHP, for `tests/roads`: what is here, or Debian's, installed now.
pub fn wordpress() -> Outcome {
    let needed = [
        "/usr/share/wordpress/wp-load.php",
        "/usr/share/wordpress/wp-content/themes/twentytwentythree",
        "/usr/sbin/mariadbd",
        "/usr/bin/mariadb-install-db",
        "/usr/bin/mariadb",
        "/usr/bin/php",
    ];
    if needed.iter().all(|path| Path::new(path).exists()) {
        return Ok(());
    }
    // The database's own package without its service.
    install(
        "WordPress",
        &[
            "wordpress",
            "wordpress-theme-twentytwentythree",
            "mariadb-server-core",
            "mariadb-client",
            "php-cli",
            "php-mysql",
            "php-xml",
            "php-mbstring",
        ],
    )?;
    match needed.iter().find(|path| !Path::new(path).exists()) {
        Some(path) => Err(format!("WordPress was installed, but there is no {path}.")),
        None => Ok(()),
    }
}

/// Installs packages of Debian's. A network that fails for a moment is asked again.
fn install(what: &str, packages: &[&str]) -> Outcome {
    if !Path::new("/etc/debian_version").exists() || !tools::is_root() {
        return Err(format!("{what} is installed from Debian's packages, which takes Debian and root."));
    }
    println!("Installing {what} from Debian.");
    let _quiet = NoService::begin()?;
    let mut outcome = Ok(());
    for wait in [0, 10, 30] {
        std::thread::sleep(Duration::from_secs(wait));
        outcome = apt("Bringing Debian's list of packages up to date", &["update"]).and_then(|()| {
            apt(
                &format!("Installing {what} from Debian"),
                &[&["install", "--yes", "--no-install-recommends"], packages].concat(),
            )
        });
        if outcome.is_ok() {
            break;
        }
    }
    outcome
}

fn apt(what: &str, rest: &[&str]) -> Outcome {
    let patient = ["--quiet", "-o", "Acquire::Retries=5", "-o", "DPkg::Lock::Timeout=600"];
    tools::run(what, Command::new("apt-get").args(patient).args(rest).env("DEBIAN_FRONTEND", "noninteractive"))
}

/// While it lives, no package begins a service. A computer that has a policy of its own keeps it.
struct NoService {
    ours: bool,
}

impl NoService {
    fn begin() -> Outcome<Self> {
        let ours = !Path::new(POLICY).exists();
        if ours {
            let write = || -> std::io::Result<()> {
                std::fs::write(POLICY, "#!/bin/sh\nexit 101\n")?;
                #[cfg(unix)]
                std::fs::set_permissions(POLICY, std::os::unix::fs::PermissionsExt::from_mode(0o755))?;
                Ok(())
            };
            write().map_err(|why| format!("{POLICY} could not be written: {why}."))?;
        }
        Ok(Self { ours })
    }
}

impl Drop for NoService {
    fn drop(&mut self) {
        if self.ours {
            // Should it stay, it does no more than keep services from beginning by themselves.
            drop(std::fs::remove_file(POLICY));
        }
    }
}
