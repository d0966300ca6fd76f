<?php
// Sets a new site up, as WordPress's own page for it would, but sends no mail.
//   php install.php SITE TITLE NAME PASSWORD

define( 'WP_INSTALLING', true );
list( , $site, $title, $name, $password ) = $argv;

function wp_new_blog_notification() {}

require $site . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install( $title, $name, 'owner@example.org', false, '', $password );
update_option( 'permalink_structure', '/%postname%/' );
