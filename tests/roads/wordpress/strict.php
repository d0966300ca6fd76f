<?php
// A must-use plugin: the site's pages have the strict policy of docs/wordpress.md. What WordPress itself writes into
// a page as inline script is left out, as such a policy would block it.

add_action(
	'send_headers',
	function () {
		header( "Content-Security-Policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'self'" );
	}
);
remove_action( 'wp_head', 'print_emoji_detection_script', 7 );
remove_action( 'wp_print_styles', 'print_emoji_styles' );
add_action( 'init', function () { remove_action( 'wp_footer', 'the_block_template_skip_link' ); } );
add_filter( 'wp_speculation_rules_configuration', '__return_null' );
